namespace NotAPlugin;

/// <summary>Some library that knows nothing of FleetQ.</summary>
public static class Library
{
    /// <summary>Forty-two.</summary>
    public static int Answer => 42;
}
