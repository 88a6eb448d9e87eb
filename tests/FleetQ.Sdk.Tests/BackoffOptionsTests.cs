namespace FleetQ.Sdk.Tests;

public sealed class BackoffOptionsTests
{
    public static TheoryData<BackoffOptions, string> WrongOptions { get; } = new()
    {
        { new() { MaxAttempts = 0 }, nameof(BackoffOptions.MaxAttempts) },
        { new() { MaxAttempts = 1_001 }, nameof(BackoffOptions.MaxAttempts) },
        { new() { BaseDelay = TimeSpan.FromMilliseconds(-1) }, nameof(BackoffOptions.BaseDelay) },
        { new() { MaxDelay = TimeSpan.FromMilliseconds(49) }, nameof(BackoffOptions.MaxDelay) },
        { new() { TotalTimeout = TimeSpan.FromMilliseconds(9) }, nameof(BackoffOptions.TotalTimeout) },
        { new() { TotalTimeout = TimeSpan.FromHours(25) }, nameof(BackoffOptions.TotalTimeout) },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void A_wrong_option_is_refused_by_name(BackoffOptions options, string name)
    {
        var failure = Assert.Throws<ArgumentOutOfRangeException>(() => new Backoff(options));

        Assert.Equal(name, failure.ParamName);
    }

    [Fact]
    public void Options_at_their_limits_are_accepted()
    {
        Assert.NotNull(new Backoff(new() { MaxAttempts = 1, BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero }));
        Assert.NotNull(new Backoff(new() { MaxAttempts = 1_000, TotalTimeout = TimeSpan.FromHours(24) }));
        Assert.NotNull(new Backoff(new() { TotalTimeout = TimeSpan.FromMilliseconds(10) }));
    }

    [Fact]
    public void The_pause_of_a_retry_can_be_asked_for()
    {
        var options = new BackoffOptions { Jitter = BackoffJitter.None, BaseDelay = TimeSpan.FromSeconds(1) };

        Assert.Equal(TimeSpan.FromSeconds(4), options.DelayBefore(3));
    }
}
