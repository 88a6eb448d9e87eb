namespace FleetQ.Host.Tests.Edge;

/// <summary>The changes that are made to right requests.</summary>
internal static class EdgeChanges
{
    private static readonly string[] WrongTypes =
    [
        "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "application/jsonx",
        "application/xml", "multipart/form-data; boundary=x", "json", ",", "application/json, application/json",
    ];

    private static readonly string[] RightTypes =
        ["application/json; charset=utf-8", "Application/JSON", "application/json;charset=\"UTF-8\""];

    private static readonly (string Name, string Value)[] IdleHeaders =
    [
        ("X-HTTP-Method-Override", "DELETE"), ("X-Method-Override", "GET"), ("X-Original-URL", "/admin/pods"),
        ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-For", "' or 1=1"), ("Forwarded", "for=evil;host=evil"),
        ("traceparent", "00-zz"), ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
        ("Accept", "garbage"), ("Accept", "text/html"), ("Cookie", "a=b"), ("Authorization", "Basic eDp5"),
        ("X-API-Key", "nobody"), ("If-Match", "*"), ("Range", "bytes=0-1"),
        ("Accept-Encoding", "gzip, zstd"), ("X-Log", "x %s ${jndi:ldap://x}"),
    ];

    private static readonly (string Name, string Value, int Status)[] WrongHeaders =
    [
        ("Origin", "https://evil.example", 403), ("Origin", "null", 403), ("Sec-Fetch-Site", "cross-site", 403),
        ("Sec-Fetch-Site", "same-site", 403), ("Host", "evil.example", 400), ("Host", "localhost.evil.example", 400),
        ("Content-Encoding", "gzip", 415), ("Content-Encoding", "identity, br", 415),
    ];

    private static readonly string[] Keys =
        ["{s}-h1", "{s}-h2", "{s}" + new string('k', 200), new('k', 256), "{s}-h1 with words and <b>"];

    // One by one, so that a failure names a change by its place here.
    private static readonly Action<EdgeDraft, int>[] All =
    [
        SetWrongField, SetWrongField, SetWrongField, SetWrongField, SetRightField, RepeatField, DropField, EscapeField,
        TurnFields, EdgeTexts.Harmless, EdgeTexts.Break, EdgeTexts.Break, EdgeTexts.Cut, EdgeTexts.BreakBytes,
        EdgeTexts.TurnByte, EdgeTexts.TurnByte, EdgeTexts.DropByte, EdgeTexts.SwapBytes, SetWrongType, SetRightType,
        AddIdleHeader, AddWrongHeader, AddKey, SendChunked, ChangeMethod, ChangePath,
    ];

    /// <summary>How many changes there are.</summary>
    public static int Count => All.Length;

    /// <summary>Makes a change.</summary>
    public static void Apply(EdgeDraft draft, int change, int pick) => All[change](draft, pick);

    private static EdgeObject ObjectOf(EdgeDraft draft, int pick) => draft.Objects[pick % draft.Objects.Count];

    private static void SetWrongField(EdgeDraft draft, int pick)
    {
        var (name, values) = draft.Kind.Wrong[pick % draft.Kind.Wrong.Count];
        ObjectOf(draft, pick).Set(new EdgeField(name, values[pick / 7 % values.Length], 400));
    }

    private static void SetRightField(EdgeDraft draft, int pick)
    {
        var (name, values) = draft.Kind.Right[pick % draft.Kind.Right.Count];
        ObjectOf(draft, pick).Set(new EdgeField(name, values[pick / 7 % values.Length]));
    }

    private static void RepeatField(EdgeDraft draft, int pick) => ObjectOf(draft, pick).Repeat(pick);

    private static void DropField(EdgeDraft draft, int pick)
    {
        ObjectOf(draft, pick).Drop(pick);
        if (!draft.Kind.IsSubmit && !draft.Kind.IsBatch)
        {
            draft.Doubt();
        }
    }

    private static void EscapeField(EdgeDraft draft, int pick) => ObjectOf(draft, pick).Escape(pick);

    private static void TurnFields(EdgeDraft draft, int pick) => ObjectOf(draft, pick).Reverse();

    private static void SetWrongType(EdgeDraft draft, int pick)
    {
        draft.ContentType = pick % 10 == 0 ? null : WrongTypes[pick % WrongTypes.Length];
        draft.Earn(415);
    }

    private static void SetRightType(EdgeDraft draft, int pick)
    {
        draft.ContentType = RightTypes[pick % RightTypes.Length];

        // A wrong one of before is gone, or is not: either answer is right then.
        draft.Doubt();
    }

    private static void AddIdleHeader(EdgeDraft draft, int pick) =>
        draft.Headers.Add(IdleHeaders[pick % IdleHeaders.Length]);

    private static void AddWrongHeader(EdgeDraft draft, int pick)
    {
        var (name, value, status) = WrongHeaders[pick % WrongHeaders.Length];
        if (!draft.Headers.Exists(header => header.Name == name))
        {
            draft.Headers.Add((name, value));
            draft.Earn(status);
        }
    }

    private static void AddKey(EdgeDraft draft, int pick) =>
        draft.Headers.Add(("Idempotency-Key", Keys[pick % Keys.Length]));

    private static void SendChunked(EdgeDraft draft, int pick) => draft.IsChunked = true;

    private static void ChangeMethod(EdgeDraft draft, int pick)
    {
        string[] methods = ["GET", "PUT", "DELETE", "OPTIONS", "BREW"];
        draft.Method = methods[pick % methods.Length];
        draft.Earn(404, 405);
    }

    private static void ChangePath(EdgeDraft draft, int pick)
    {
        string[] paths = ["/x", "/%0d%0aX-Evil:1", "%20", "/<script>", "/%ff", "/a%2fb", "/'or'1'='1"];
        draft.Path += paths[pick % paths.Length];
        draft.Earn(400, 404, 405);
    }
}
