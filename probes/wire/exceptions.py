"""The exceptions of the processor: number, name, what it means.

Source: Xtensa Instruction Set Architecture reference manual, table of EXCCAUSE values, as esp8266/Arduino
doc/exception_causes lists it; what leads to them on this chip: esp8266/Arduino doc/faq/a02-my-esp-crashes. Numbers that
are not here are reserved. They are neither the ROM's reset causes nor the SDK's reset reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cause:
    """One value of EXCCAUSE."""

    name: str
    meaning: str


EXCEPTIONS: Mapping[int, Cause] = {
    0: Cause("IllegalInstruction", "the processor met something that is no instruction"),
    1: Cause("Syscall", "a SYSCALL instruction, which nothing on this chip serves"),
    2: Cause("InstructionFetchError", "instructions were to be fetched where memory gives none"),
    3: Cause("LoadStoreError", "single bytes were read or written where only whole words can be"),
    4: Cause("Level1Interrupt", "an interrupt; beside a watchdog's reset it is no trouble of its own"),
    5: Cause("Alloca", "an instruction that this processor does not have"),
    6: Cause("IntegerDivideByZero", "a division by zero"),
    8: Cause("Privileged", "an instruction that only a system may use"),
    9: Cause("LoadStoreAlignment", "a number was read or written at an address that does not suit its size"),
    12: Cause("InstrPIFDataError", "the bus failed while instructions were fetched"),
    13: Cause("LoadStorePIFDataError", "the bus failed while data were read or written"),
    14: Cause("InstrPIFAddrError", "instructions were to be fetched at an address that the bus does not have"),
    15: Cause("LoadStorePIFAddrError", "data were wanted at an address that the bus does not have"),
    16: Cause("InstTLBMiss", "no entry of the memory map for the instructions"),
    17: Cause("InstTLBMultiHit", "two entries of the memory map for the instructions"),
    18: Cause("InstFetchPrivilege", "instructions that only a system may run"),
    20: Cause("InstFetchProhibited", "a jump to where no instructions can be"),
    24: Cause("LoadStoreTLBMiss", "no entry of the memory map for the data"),
    25: Cause("LoadStoreTLBMultiHit", "two entries of the memory map for the data"),
    26: Cause("LoadStorePrivilege", "data that only a system may touch"),
    28: Cause("LoadProhibited", "reading where nothing is: mostly a pointer that leads nowhere"),
    29: Cause("StoreProhibited", "writing where nothing may be written: mostly a pointer that leads nowhere"),
    **{32 + n: Cause(f"Coprocessor{n}Disabled", f"coprocessor {n}, which this chip lacks") for n in range(8)},
}


def words(number: int) -> str:
    """For people: "LoadProhibited: reading where nothing is …"."""
    found = EXCEPTIONS.get(number)
    return f"{found.name}: {found.meaning}" if found else "a reserved number, which no ESP8266 is known to give"
