"""What boards print of networks, names and places; and nothing of what a maintainer needs."""

from __future__ import annotations

import pytest

from espdoctor.engine.redact import redact

PLACES = [
    (
        (
            "00:00:06 QPC: Reset\n"
            "00:00:09 WIF: Connected\n"
            "00:00:09 HTP: Web server active on tischlerei-pc with IP address 192.168.1.77"
        ),
        ("tischlerei-pc",),
    ),
    ("Connecting to Vogelnest_2G\n.......\nWiFi connected\nIP address: 192.168.178.44", ("Vogelnest_2G",)),
    ("Connecting to Vogel nest am See ......\nWiFi connected", ("nest am See",)),
    (
        (
            "scandone\n"
            "state: 0 -> 2 (b0)\n"
            "state: 2 -> 3 (0)\n"
            "state: 3 -> 5 (10)\n"
            "add 0\n"
            "aid 1\n"
            "cnt \n"
            "\n"
            "connected with Vogelnest_2G, channel 6\n"
            "dhcp client start...\n"
            "ip:192.168.1.77,mask:255.255.255.0,gw:192.168.1.1"
        ),
        ("Vogelnest_2G",),
    ),
    ("connected with Vogel, nest, channel 6", ("Vogel, nest",)),
    ("no Vogelnest_2G found, reconnect after 1s", ("Vogelnest_2G",)),
    ("no Vogel nest found, reconnect after 1s", ("Vogel nest",)),
    ('[WIFI] Connecting to "Vogelnest_2G"', ("Vogelnest_2G",)),
    ("Verbinde mit Vogelnest_2G ...", ("Vogelnest_2G",)),
    ("Connexion à Vogelnest_2G ...\nWiFi connecté", ("Vogelnest_2G",)),
    ("Conectando a Vogelnest_2G....", ("Vogelnest_2G",)),
    ("Подключение к Vogelnest_2G...", ("Vogelnest_2G",)),
    ("IP address: 84.115.20.33", ("84.115.20.33",)),
    ("[84.115.20.33] connected", ("84.115.20.33",)),
    ("client 2a02:8071:1234:5678:abcd:ef01:2345:6789", ("5678:abcd",)),
    ('"lat":48.20817,"lon":16.37382', ("48.20817", "16.37382")),
    ("[WiFi] Connected to Haus_am_Bach!", ("Haus_am_Bach",)),
    ("WiFi connected to Haus_am_Bach on channel 3", ("Haus_am_Bach",)),
    ("WIFI : Connecting Haus_am_Bach attempt #1", ("Haus_am_Bach",)),
    ("esphome run lamp.yaml --device laptop-lena.local", ("laptop-lena",)),
    ("IPv6: 2a02:8070:81:4200:a220:a6ff:fe77:8899", ("4200:a220",)),
    ("ip=93.184.216.34 port 80; peer 91.65.12.7:443", ("93.184.216.34", "91.65.12.7")),
    ("wan 178.24.0.99", ("178.24.0.99",)),
    ("http://lena-home.dyndns.org:8080/update", ("lena-home.dyndns.org",)),
    ("mqtt broker lena-home.duckdns.org port 1883", ("lena-home",)),
    ("location: 48.2082, 16.3738", ("48.2082",)),
    ('{"lat": 48.2082, "lon": 16.3738}', ("48.2082", "16.3738")),
]


@pytest.mark.parametrize(("text", "secrets"), PLACES)
def test_a_network_or_a_name_in_a_log_is_taken_out(text: str, secrets: tuple[str, ...]) -> None:
    shown = redact(text).text

    assert not [secret for secret in secrets if secret in shown]


@pytest.mark.parametrize(
    "text",
    [
        "Connecting to ESP8266...",
        "Connecting to the server",
        "Connecting....._____....._____",
        "Connecting to 192.168.1.20:8266",
        "Connecting to MQTT broker ...",
        "connected to GND and to VCC",
        "The RX is connected to TX...",
        "connect to pin 5....",
        "I am trying to connect to my router but it fails",
        "Could not connect to an Espressif device on any of the 2 available serial ports.",
        "Windows 10.0.19041.1 and driver 3.8.18.0 and CP210x driver version 11.1.0.70",
        "ip:192.168.1.77,mask:255.255.255.0,gw:192.168.1.1",
        "ping 8.8.8.8 ok",
        "Host: esp8266.local",
        "00:00:04 WIF: Connect failed as AP cannot be reached",
        "no network found",
        "wifi: unable to connect to network: auth expired",
        "state: 5 -> 0 (2)",
        "~/.local/lib/python3",
    ],
)
def test_what_a_maintainer_needs_stays(text: str) -> None:
    assert redact(text).text == text
