"""What programs hand over in brackets: networks, passwords, names."""

from __future__ import annotations

import pytest

from espdoctor.engine.redact import redact

PLACES = [
    ('wifiMulti.addAP("Vogelnest_2G", "Kuchen#Blech88");', ("Vogelnest_2G", "Kuchen#Blech88")),
    ('WiFi.softAP("Vogelnest_2G", "Kuchen#Blech88", 6, false);', ("Vogelnest_2G", "Kuchen#Blech88")),
    ('WiFi.begin((char*)"Vogelnest_2G", (const char *)"Kuchen#Blech88");', ("Vogelnest_2G", "Kuchen#Blech88")),
    ('WiFi.begin(\n  "Vogelnest_2G",\n  "Kuchen#Blech88"\n);', ("Vogelnest_2G", "Kuchen#Blech88")),
    ('ArduinoOTA.setHostname("tischlerei-pc");', ("tischlerei-pc",)),
    ('MDNS.begin("tischlerei-pc")', ("tischlerei-pc",)),
    (
        ('client.setServer("mqtt.dubois-home.fr", 1883);\nclient.connect("esp1", "gdubois", "Kuchen#Blech88")'),
        ("Kuchen#Blech88", "gdubois"),
    ),
    (
        'AT+CWJAP_DEF="Vogelnest_2G","Kuchen#Blech88"\r\nWIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK',
        ("Vogelnest_2G", "Kuchen#Blech88"),
    ),
    (
        "wlan.connect('Vogelnest_2G', 'Kuchen#Blech88')\nsta.connect('Vogelnest_2G','Kuchen#Blech88')",
        ("Vogelnest_2G", "Kuchen#Blech88"),
    ),
    ("network.WLAN(network.STA_IF).connect('Vogelnest_2G', 'Kuchen#Blech88')", ("Vogelnest_2G", "Kuchen#Blech88")),
    (
        'struct { const char* ssid; const char* pass; } nets[] = { {"Haus_am_Bach", "Zw3tschge_Mus"} };',
        ("Haus_am_Bach", "Zw3tschge_Mus"),
    ),
    ('WiFiMulti.addAP(R"(Haus_am_Bach)", "Zw3tschge_Mus");', ("Zw3tschge_Mus",)),
    ('wifiManager.autoConnect("Haus_am_Bach", "Zw3tschge_Mus");', ("Haus_am_Bach", "Zw3tschge_Mus")),
    ('wm.startConfigPortal("Haus_am_Bach","Zw3tschge_Mus")', ("Haus_am_Bach", "Zw3tschge_Mus")),
    ('mqttClient.setCredentials("lpetrova", "Zw3tschge_Mus");', ("lpetrova", "Zw3tschge_Mus")),
    ('server.authenticate("lpetrova", "Zw3tschge_Mus")', ("lpetrova", "Zw3tschge_Mus")),
    ('httpUpdater.setup(&httpServer, "/update", "lpetrova", "Zw3tschge_Mus");', ("lpetrova", "Zw3tschge_Mus")),
    ('http.setAuthorization("lpetrova", "Zw3tschge_Mus");', ("lpetrova", "Zw3tschge_Mus")),
    ('Firebase.begin("x.firebaseio.com", "Zq81mKd93hXbT0vYw2LrPs47");', ("Zq81mKd93hXbT0vYw2LrPs47",)),
]


@pytest.mark.parametrize(("text", "secrets"), PLACES)
def test_a_secret_in_a_call_is_taken_out(text: str, secrets: tuple[str, ...]) -> None:
    shown = redact(text).text

    assert not [secret for secret in secrets if secret in shown]


@pytest.mark.parametrize(
    "text",
    [
        "WiFi.begin(ssid, password);",
        "WiFi.begin();",
        "Serial.begin(115200);",
        "client.connect(server, 80)",
        "pinMode(2, OUTPUT);",
    ],
)
def test_a_call_without_a_secret_stays(text: str) -> None:
    assert redact(text).text == text
