namespace FleetQ.Host.Tests.Edge;

/// <summary>The addresses that take a body, and the grammar of each.</summary>
internal static class EdgeKinds
{
    private static readonly string Deep31 = new string('[', 31) + new string(']', 31);
    private static readonly string LongNumber = new('9', 65);
    private static readonly string LongType = new('t', 128);

    private static readonly string[] RightObjects =
    [
        "{}", """{"a":1}""", """{"a":[1,2,{"b":"x\u0041"}]}""", """{"n":1e131071}""", """{"\ud83d\ude00":"é😀\\\""}""",
        """{"sql":"'; drop table step_tracker; --"}""", """{"html":"<script>alert(1)</script>"}""", """{"":null}""",
        """{"n":-0.0,"m":1E+400,"k":18446744073709551616}""", """{"__proto__":{"x":1},"constructor":2}""",
        $$"""{"d":{{Deep31[1..^1]}}}""", """{"line":"\r\n\t\u0001\u2028\ufeff\uffff"}""",
    ];

    private static readonly string[] WrongObjects =
    [
        "[]", "null", "1", "\"{}\"", "true", """{"a":"\u0000"}""", """{"a\u0000b":1}""", """{"a":"\ud800"}""",
        """{"\udc00":1}""", """{"a":"\udc00\ud800"}""", """{"a":1,"\u0061":2}""", """{"a":{"b":1,"b":1}}""",
        $$"""{"n":{{LongNumber}}}""", $$"""{"d":{{Deep31}}}""", """{"n":NaN}""", """{"n":01}""", """{"n":.5}""",
        """{"n":+1}""", """{"n":0x10}""", """{"s":'x'}""", """{"s":"\x41"}""", """{"a":undefined}""", "{a:1}",
    ];

    private static readonly (string Name, string[] Values)[] RightOfStep =
    [
        ("metadata", RightObjects),
        ("priority", ["0", "-5", "2147483647", "-2147483648", "-0"]),
        ("max_retries", ["0", "100"]),
        ("step_id", ["\"{s}-a\"", "\"{s}-b\"", "\"{s}:c.1_x\"", "null"]),
        ("idempotency_key", ["\"{s}-k1\"", "\"{s}-k2\"", "\"{s} ключ 😀\"", "null"]),
        ("tenant", ["\"t\"", "\"' or 1=1 --\"", "\"%_\"", "\"<b>\"", "\"\\u202eevil\"", "null"]),
        ("delay_seconds", ["0", "1000", "0.001", "1e3", "null"]),
        ("not_before", ["\"2020-01-01T00:00:00Z\"", "\"2026-01-31T23:59:59.1234567+14:00\"", "null"]),
        ("ttl_seconds", ["86400", "null"]),
        ("expires_at", ["\"2031-01-01T00:00:00Z\"", "null"]),
        ("timeout_seconds", ["1", "0.001", "null"]),
        ("retry", ["{}", """{"strategy":"constant","base_ms":1,"max_ms":5,"jitter":false}""", "null"]),
        ("tags", ["[]", """["a","b","a"]""", """["%","_","'"]""", "null"]),
        ("depends_on", ["[]", "null"]),
        ("ref", ["null"]),
        ("validate", ["true", "false"]),
    ];

    private static readonly (string Name, string[] Values)[] WrongOfStep =
    [
        ("type", ["null", "5", "\"\"", "\"...\"", "\"a b\"", "\"../x\"", "\"a/b\"", "\"ech\\u00f6\"", "\"İ\"",
            "\"ｅcho\"", "\"e\\u0301cho\"", "\"\\u202eohce\"", "\"😀\"", "[]", $"\"{LongType}t\"", "\"a\\n\""]),
        ("args", WrongObjects),
        ("payload", ["[]", "null", "{}", """{"task_type":""}""", """{"task_type":5}""", """{"task_type":null}"""]),
        ("metadata", WrongObjects),
        ("priority", ["\"5\"", "2147483648", "-2147483649", "1.5", "1e3", "null", "true", LongNumber, "[0]"]),
        ("max_retries", ["-1", "101", "\"3\"", "null", "1.0"]),
        ("step_id", ["\"\"", "7", "\"a/b\"", "\"a b\"", "\"ä\"", "\"%\"", "\"a\\n\"", $"\"{new string('x', 256)}\""]),
        ("idempotency_key", ["\"\"", "7", "\"a\\nb\"", "\"\\u0085\"", $"\"{new string('x', 256)}\""]),
        ("tenant", ["\"\"", "7", "\"\\u0000\"", "\"\\u009f\"", $"\"{new string('x', 129)}\""]),
        ("delay_seconds", ["-1", "1e300", "1e999", "\"1\"", "-0.001"]),
        ("not_before", ["\"2026-01-01T00:00:00\"", "\"tomorrow\"", "\"9999-12-31T23:59:59Z\"",
            "\"0001-01-01T00:00:00+01:00\"", "\"2026-02-30T00:00:00Z\"", "\"2026-01-01T23:59:60Z\"", "0",
            "\"2026-01-01T00:00:00Z\\n\"", "\"２０２６-01-01T00:00:00Z\"", "\"-2026-01-01T00:00:00Z\""]),
        ("ttl_seconds", ["0", "-1", "\"5\"", "1e999"]),
        ("expires_at", ["\"never\"", "\"9999-01-01T00:00:00Z\"", "1"]),
        ("timeout_seconds", ["0", "\"1\"", "2592001", "1e-400"]),
        ("retry", ["\"fast\"", """{"strategy":"random"}""", """{"base_ms":-1}""", """{"base_ms":10,"max_ms":5}""",
            """{"jitter":1}""", """{"delay":1}""", "[]"]),
        ("tags", ["\"a\"", "[1]", "[\"\"]", "[null]", "[\"\\u0007\"]",
            """["1","2","3","4","5","6","7","8","9","a","b","c","d","e","f","g","h"]"""]),
        ("depends_on", ["[\"x\"]", "\"x\"", "{}"]),
        ("ref", ["\"x\"", "1"]),
        ("validate", ["null", "1", "\"true\""]),
        ("Priority", ["5"]),
        ("PRIORITY", ["5"]),
        ("prority", ["5"]),
        ("$type", ["\"System.Diagnostics.Process\""]),
        ("<script>", ["1"]),
        ("x{{field}}", ["1"]),
        ($"{new string('n', 63)}😀", ["1"]),
    ];

    /// <summary>Right values of the fields that name what is done.</summary>
    public static IReadOnlyList<EdgeField[]> Tasks { get; } =
    [
        [new("type", "\"edge.none\"")],
        [new("type", "\"-A.1_b\""), new("args", "{}")],
        [new("type", $"\"{LongType}\"")],
        .. RightObjects.Select(static args => (EdgeField[])[new("type", "\"edge.none\""), new("args", args)]),
        [new("payload", """{"task_type":"edge.none"}""")],
        [new("payload", """{"file":"data.csv","task_type":"edge.none","n":[{}]}""")],
    ];

    /// <summary>A submit of one step.</summary>
    public static EdgeKind Submit { get; } = new("POST", "/submit", [], RightOfStep, WrongOfStep, [200, 201, 409]);

    /// <summary>A submit of many.</summary>
    public static EdgeKind Batch { get; } = Submit with { Path = "/submit/batch", Rightly = [201, 409] };

    /// <summary>What operators send.</summary>
    public static IReadOnlyList<EdgeKind> Operating { get; } =
    [
        new("PATCH", "/steps/{s}-a", [new("priority", "7")],
            [("priority", ["0", "-1"]), ("not_before", ["\"2020-01-01T00:00:00Z\"", "null"])],
            [("priority", ["\"7\"", "1.5", "null"]), ("not_before", ["\"x\"", "1"]), ("type", ["\"echo\""]),
                ("payload", ["{}"]), ("args", ["{}"])],
            [200, 404, 409]),
        new("POST", "/steps/{s}-b/cancel", [],
            [("reason", ["\"why\"", "\"<i>ü😀\"", "null"])],
            [("reason", ["\"\"", "1", "\"a\\u0000\"", "\"\\r\\n\"", $"\"{new string('r', 1_025)}\""]),
                ("Reason", ["\"x\""])],
            [200, 404, 409]),
        new("POST", "/dead-letters/discard", [new("type", "\"edge.none\"")],
            [("limit", ["1", "1000"]), ("type", ["\"x\""])],
            [("limit", ["0", "1001", "\"1\""]), ("type", ["\"a b\"", "1"]), ("all", ["true", "1"]),
                ("step_ids", ["[]", "[1]", "[\"a/b\"]", "\"x\"", "[\"x\"]"])],
            [200]),
        new("POST", "/admin/recovery/run", [new("dry_run", "true")],
            [("force", ["true"]), ("dry_run", ["true"])],
            [("force", ["1", "null", "\"true\""]), ("dry_run", ["0"]), ("Force", ["true"])],
            [200, 403, 409]),
    ];
}
