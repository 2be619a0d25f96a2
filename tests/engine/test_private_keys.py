"""Settings, variables, JSON, YAML, macros, commands: what stands behind a key goes, and no message of a tool."""

from __future__ import annotations

import pytest

from espdoctor.engine.redact import redact

PLACES = [
    ('#define SECRET_SSID "Vogelnest_2G"\n#define SECRET_PASS "Kuchen#Blech88"', ("Vogelnest_2G", "Kuchen#Blech88")),
    ("#define WIFI_SSID Vogelnest_2G\n#define WIFI_PSK Kuchen#Blech88", ("Vogelnest_2G", "Kuchen#Blech88")),
    ('const char* ssid     = "Vogel nest 2G";\nconst char* pass = "Kuchen Blech 88";', ("Vogel nest", "Kuchen Blech")),
    (
        (
            'char auth[] = "9f8e7d6c5b4a39281706f5e4d3c2b1a0";\n'
            'char ssid[] = "Vogelnest_2G";\n'
            'char pass[] = "Kuchen#Blech88";'
        ),
        ("9f8e7d6c5b4a39281706f5e4d3c2b1a0", "Vogelnest_2G", "Kuchen#Blech88"),
    ),
    ('ArduinoOTA.setPassword("Kuchen#Blech88");', ("Kuchen#Blech88",)),
    ('ArduinoOTA.setPassword((const char *)"Kuchen#Blech88");', ("Kuchen#Blech88",)),
    ('ArduinoOTA.setPasswordHash("21232f297a57a5a743894a0e4a801fc3");', ("21232f297a57a5a743894a0e4a801fc3",)),
    ('WiFi.hostname("tischlerei-pc");', ("tischlerei-pc",)),
    ('#define MQTT_USER "gdubois"\n#define MQTT_PASS "Kuchen#Blech88"', ("gdubois", "Kuchen#Blech88")),
    (
        'const char* mqtt_user = "gdubois";\nconst char* mqtt_password = "Kuchen#Blech88";',
        ("gdubois", "Kuchen#Blech88"),
    ),
    ('String apiKey = "9f8e7d6c5b4a39281706f5e4d3c2b1a0";', ("9f8e7d6c5b4a39281706f5e4d3c2b1a0",)),
    (
        'const String botToken = "7123456789:AAF1k2j3h4g5f6d7s8a9q0w1e2r3t4y5u6i";',
        ("AAF1k2j3h4g5f6d7s8a9q0w1e2r3t4y5u6i",),
    ),
    (
        (
            '#define FIREBASE_AUTH "9f8e7d6c5b4a39281706f5e4d3c2b1a0"\n'
            '#define FIREBASE_HOST "my-proj-12ab.firebaseio.com"'
        ),
        ("9f8e7d6c5b4a39281706f5e4d3c2b1a0",),
    ),
    ('#define API_KEY "AIzaSyD4kdj39fkdJfk39fkdK39fkdlsOeiRuTy"', ("AIzaSyD4",)),
    (
        (
            'const char* thingspeak = "https://api.thingspeak.com/update?api_key=9f8e7d6c5b4a39281'
            '706f5e4d3c2b1a0&field1=20"'
        ),
        ("9f8e7d6c5b4a39281706f5e4d3c2b1a0",),
    ),
    (
        'BLYNK_TEMPLATE_ID "TMPLabc"\n#define BLYNK_AUTH_TOKEN "9f8e7d6c5b4a39281706f5e4d3c2b1a0"',
        ("9f8e7d6c5b4a39281706f5e4d3c2b1a0",),
    ),
    (
        (
            "wifi:\n"
            '  ssid: "Vogelnest_2G"\n'
            '  password: "Kuchen#Blech88"\n'
            "  ap:\n"
            '    ssid: "Fallback Vogelnest_2G"\n'
            '    password: "zzTop4711"'
        ),
        ("Vogelnest_2G", "Kuchen#Blech88", "zzTop4711"),
    ),
    (
        (
            "wifi:\n"
            "  networks:\n"
            "  - ssid: Vogelnest_2G\n"
            "    password: Kuchen#Blech88\n"
            "  - ssid: Gast Netz\n"
            "    password: gastgast99"
        ),
        ("Vogelnest_2G", "Kuchen#Blech88", "Gast Netz", "gastgast99"),
    ),
    (
        "ota:\n  - platform: esphome\n    password: 9f8e7d6c5b4a39281706f5e4d3c2b1a0",
        ("9f8e7d6c5b4a39281706f5e4d3c2b1a0",),
    ),
    ('api:\n  encryption:\n    key: "bC3dEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEf8="', ("bC3dEfGhIjKl",)),
    ("api:\n  encryption:\n    key: bCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGhIjKlMnOpQrs=", ("bCdEfGhIjKl",)),
    ("mqtt:\n  broker: 192.168.1.4\n  username: gdubois\n  password: Kuchen#Blech88", ("gdubois", "Kuchen#Blech88")),
    (
        "web_server:\n  port: 80\n  auth:\n    username: gdubois\n    password: Kuchen#Blech88",
        ("gdubois", "Kuchen#Blech88"),
    ),
    (
        'build_flags =\n  -D WIFI_SSID=\\"Vogelnest_2G\\"\n  -D WIFI_PASS=\\"Kuchen#Blech88\\"',
        ("Vogelnest_2G", "Kuchen#Blech88"),
    ),
    (
        "build_flags = '-DWIFI_SSID=\"Vogelnest_2G\"' '-DWIFI_PASS=\"Kuchen#Blech88\"' ",
        ("Vogelnest_2G", "Kuchen#Blech88"),
    ),
    ("build_flags = -DWIFI_SSID=Vogelnest_2G -DWIFI_PASS=Kuchen#Blech88", ("Vogelnest_2G", "Kuchen#Blech88")),
    ("upload_flags =\n  --port=3232\n  --auth=Kuchen#Blech88", ("Kuchen#Blech88",)),
    ("upload_flags = --auth=Kuchen#Blech88\nupload_port = 192.168.1.20", ("Kuchen#Blech88",)),
    (
        (
            "Backlog SSID1 Vogelnest_2G; Password1 Kuchen#Blech88; MqttHost 192.168.1.5; MqttUser "
            "gdubois; MqttPassword Kuchen#Blech88x; Topic lamp"
        ),
        ("Vogelnest_2G", "Kuchen#Blech88", "gdubois"),
    ),
    ("00:00:05 CMD: SSID1 Vogelnest_2G\n00:00:06 CMD: Password1 Kuchen#Blech88", ("Vogelnest_2G", "Kuchen#Blech88")),
    ('{"StatusLOG":{"SSId":["Vogelnest_2G",""],"TelePeriod":300}}', ("Vogelnest_2G",)),
    ("http://192.168.1.9/cm?user=gdubois&password=KuchenxBlech88&cmnd=Power", ("gdubois", "Kuchen")),
    ("GET /wifisave?s=Vogelnest_2G&p=KuchenBlech88", ("KuchenBlech88", "Vogelnest_2G")),
    ("wget https://x.example.com/fw.bin?token=9f8e7d6c5b4a39281706f5e4d3c2b1a0", ("9f8e7d6c5b4a39281706f5e4d3c2b1a0",)),
    ("Attempting to connect to SSID: Vogelnest_2G", ("Vogelnest_2G",)),
    ("[C][wifi:391]:   SSID: \x1b[5m'Vogelnest_2G'\x1b[6m", ("Vogelnest_2G",)),
    ('wifi.sta.config {ssid="Vogelnest_2G", pwd="Kuchen#Blech88"}', ("Vogelnest_2G", "Kuchen#Blech88")),
    ('station_cfg.ssid="Vogelnest_2G"\nstation_cfg.pwd="Kuchen#Blech88"', ("Vogelnest_2G", "Kuchen#Blech88")),
    ("[12.3] usb 1-1: SerialNumber: AH05X9QK", ("AH05X9QK",)),
    ("USB VID:PID=10C4:EA60 SER=0a1b2c3d4e5f LOCATION=1-1", ("0a1b2c3d4e5f",)),
    (
        'fingerprint[] = "AB CD"; const uint8_t key[] = {0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0}',
        ("0x34, 0x56, 0x78",),
    ),
    ("Passwort: Kuchen#Blech88", ("Kuchen#Blech88",)),
    ("mon mot de passe wifi: Kuchen#Blech88", ("Kuchen#Blech88",)),
    ("пароль: Kuchen#Blech88", ("Kuchen#Blech88",)),
    ("密码: Kuchen#Blech88", ("Kuchen#Blech88",)),
    ('clave = "Kuchen#Blech88"', ("Kuchen#Blech88",)),
    ("Key (WPA2): Kuchen#Blech88", ("Kuchen#Blech88",)),
    ("my wifi is called Vogelnest_2G and the key is Kuchen#Blech88", ("Vogelnest_2G", "Kuchen#Blech88")),
    ("PW: Kuchen#Blech88 / SSID: Vogelnest_2G", ("Vogelnest_2G", "Kuchen#Blech88")),
    ('password = Kuchen, Blech "und" 88', ("Kuchen",)),
    ('const char* password = "abc\\"def\\"99";', ("def", "99")),
    (
        ('static const char ssid[] PROGMEM = "Haus_am_Bach"; static const char pswd[] PROGMEM = "Zw3tschge_Mus";'),
        ("Haus_am_Bach", "Zw3tschge_Mus"),
    ),
    ('#define mySSID "Haus_am_Bach"\n#define myPASSWORD "Zw3tschge_Mus"', ("Haus_am_Bach", "Zw3tschge_Mus")),
    (
        (
            '#define WLAN_SSID       "Haus_am_Bach"\n'
            '#define WLAN_PASS       "Zw3tschge_Mus"\n'
            '#define AIO_USERNAME    "lpetrova"\n'
            '#define AIO_KEY         "Zq81mKd93hXbT0vYw2LrPs47"'
        ),
        ("Haus_am_Bach", "Zw3tschge_Mus", "lpetrova", "Zq81mKd93hXbT0vYw2LrPs47"),
    ),
    (
        'const char *WIFI_NAME = "Haus_am_Bach";\nconst char *WIFI_PW = "Zw3tschge_Mus";',
        ("Haus_am_Bach", "Zw3tschge_Mus"),
    ),
    ('char* wifiNetwork = "Haus_am_Bach"; char* wifiPw = "Zw3tschge_Mus";', ("Haus_am_Bach", "Zw3tschge_Mus")),
    ('constexpr auto kSsid = "Haus_am_Bach"sv;', ("Haus_am_Bach",)),
    ('std::string ssid{"Haus_am_Bach"};', ("Haus_am_Bach",)),
    (
        'strcpy(config.ssid, "Haus_am_Bach"); strncpy(conf.password, "Zw3tschge_Mus", 64);',
        ("Haus_am_Bach", "Zw3tschge_Mus"),
    ),
    ("adafruit io key: aio_abcDEF123ghiJKL456mnoPQR789s", ("abcDEF123ghi",)),
    ("influx token = Zq81mKd93hXbT0vYw2LrPs47==", ("Zq81mKd93hXbT0vYw2LrPs47",)),
    ("ssid=Haus_am_Bach&password=Zw3tschge_Mus", ("Haus_am_Bach", "Zw3tschge_Mus")),
    ("GET /save?ssid=Haus_am_Bach&pass=Zw3tschge_Mus HTTP/1.1", ("Haus_am_Bach", "Zw3tschge_Mus")),
    ('POST /wifi {"SSID":"Haus_am_Bach","PSK":"Zw3tschge_Mus"}', ("Haus_am_Bach", "Zw3tschge_Mus")),
    ("{'essid': 'Haus_am_Bach', 'passwd': 'Zw3tschge_Mus'}", ("Haus_am_Bach", "Zw3tschge_Mus")),
    ('network={\n ssid="Haus_am_Bach"\n psk="Zw3tschge_Mus"\n}', ("Haus_am_Bach", "Zw3tschge_Mus")),
    ("SSID: Haus_am_Bach, RSSI: -60, channel 1", ("Haus_am_Bach",)),
    ("Network: Haus_am_Bach\nSignal: -60", ("Haus_am_Bach",)),
    ("AP: Haus_am_Bach  pw Zw3tschge_Mus", ("Haus_am_Bach", "Zw3tschge_Mus")),
    ("WLAN: Haus_am_Bach / Zw3tschge_Mus", ("Haus_am_Bach", "Zw3tschge_Mus")),
    ("Connected! SSID Haus_am_Bach", ("Haus_am_Bach",)),
    ('Connected to SSID "Haus_am_Bach" with IP 10.0.0.3', ("Haus_am_Bach",)),
    (
        "I (3022) wifi station: connected to ap SSID:Haus_am_Bach password:Zw3tschge_Mus",
        ("Haus_am_Bach", "Zw3tschge_Mus"),
    ),
    ("connect to SSID:Haus_am_Bach, password:Zw3tschge_Mus", ("Haus_am_Bach", "Zw3tschge_Mus")),
    (
        (
            '"ap":{"ssid":"Haus_am_Bach","psk":"Zw3tschge_Mus","hide":0},"nw":{"ins":[{"ssid":"Hau'
            's_am_Bachx","pskl":9}]}'
        ),
        ("Haus_am_Bach", "Zw3tschge_Mus"),
    ),
    ("substitutions:\n  wifi_pass: Zw3tschge_Mus\n  device: lamp", ("Zw3tschge_Mus",)),
    ('ota:\n  password: "Zw3tschge_Mus"\n  safe_mode: true', ("Zw3tschge_Mus",)),
    (
        (
            "captive_portal:\n"
            "\n"
            "wifi:\n"
            "  eap:\n"
            "    identity: lpetrova\n"
            "    username: lpetrova\n"
            "    password: Zw3tschge_Mus"
        ),
        ("lpetrova", "Zw3tschge_Mus"),
    ),
    ("secrets.yaml:\nwifi_ssid: Haus_am_Bach\nwifi_password: Zw3tschge_Mus # home", ("Haus_am_Bach", "Zw3tschge_Mus")),
    ("password: 'Zw3tschge_Mus' ", ("Zw3tschge_Mus",)),
    ("password: correct horse battery staple", ("horse",)),
    ('ssid: "The Promised LAN"', ("Promised",)),
    ("ssid: Pretty Fly for a WiFi", ("Pretty Fly",)),
    ('const char* password = "pass,word;99";', ("word;99",)),
    ("const char* password = 'it\\'s me';", ("s me",)),
    ('password = "ab"; // 2', ("ab",)),
    ('pass="$ecret1!"', ("$ecret1!",)),
    ("pass: <not a mark", ("not a mark",)),
    (
        (
            "pio run -t upload --upload-port 192.168.1.9\n"
            "python espota.py -i 192.168.1.9 -p 8266 --auth=Zw3tschge_Mus -f x.bin"
        ),
        ("Zw3tschge_Mus",),
    ),
    ("Host Name: laptop-lena", ("laptop-lena",)),
    ("COMPUTERNAME=laptop-lena\nUSERNAME=lpetrova\nUSERPROFILE=C:\\Users\\lpetrova", ("laptop-lena", "lpetrova")),
    ("HOME=/home/lpetrova\nUSER=lpetrova\nLOGNAME=lpetrova", ("lpetrova",)),
    ("DHCP: hostname ESP-778899, ip 192.168.4.2", ("778899",)),
    ("S/N: 12345678AB", ("12345678AB",)),
    ("ID_SERIAL_SHORT=AB0CDEFG", ("AB0CDEFG",)),
    ("iSerial                 3 AB0CDEFG", ("AB0CDEFG",)),
    ("Serial Number: AB0CDEFG", ("AB0CDEFG",)),
]


@pytest.mark.parametrize(("text", "secrets"), PLACES)
def test_a_secret_behind_a_key_is_taken_out(text: str, secrets: tuple[str, ...]) -> None:
    shown = redact(text).text

    assert not [secret for secret in secrets if secret in shown]


@pytest.mark.parametrize(
    "text",
    [
        "error: 'password' was not declared in this scope",
        "note: candidate expects 2 arguments: 'const char* ssid, const char* passphrase'",
        "author=Ivan Grokhotkov",
        "Password: wrong password entered",
        "ERROR ESP requests password, but no password given!",
        "Error auth result: Authentication invalid. Is the password correct?",
        "[ERROR]: Authentication Failed",
        "Authenticating...OK",
        "Key exchange failed",
        "Password protected page is open",
        "the password's wrong, it's said",
        "User exception (panic/abort/assert)",
        "#define PASSWORD_LENGTH 32",
        "int key = 5;",
        "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
        "User: pi",
        "login: ",
        "Hostname: esp8266",
        "secret: none",
        "ssid: not found",
        "host_name is not resolved",
        "broker: connection refused",
        "the key is GPIO0",
        "wifi network is called wrong",
        "usb 1-1: New USB device strings: Mfr=0, Product=2, SerialNumber=0",
        "wifi:\n  ssid: !secret wifi_ssid\n  password: !secret wifi_password",
        "WiFi.begin(ssid, password);",
        "password: ********",
        "the password is wrong",
        "pass: <your password>",
    ],
)
def test_what_only_looks_like_a_setting_stays(text: str) -> None:
    assert redact(text).text == text


def test_the_quote_behind_a_secret_may_have_been_cut_off() -> None:
    assert "geheim" not in redact('const char* password = "geheim!Wort9 und m').text
    assert "geheim" not in redact('password = "geheim!Wort9 u…').text
