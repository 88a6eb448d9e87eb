using System.Data.Common;
using System.Globalization;

namespace FleetQ.Storage.Snowflake.Rest;

/// <summary>The service refused a statement, or did not answer.</summary>
/// <remarks>Messages are those of the service, cut to a limit. None shows a key, a token or a password.</remarks>
public sealed class SqlApiException : DbException
{
    private const int MessageCharsMax = 1000;

    /// <summary>States a failure.</summary>
    /// <param name="number">Snowflake's number, as the official driver gives it; 270000 and above are the
    /// client's.</param>
    /// <param name="message">The service's sentence, or ours.</param>
    /// <param name="effect">What the statement has changed.</param>
    /// <param name="cause">What was thrown below; null when the service answered.</param>
    public SqlApiException(int number, string message, SqlApiEffect effect, Exception? cause = null)
        : base(Compose(number, message), cause)
    {
        Number = number;
        Effect = effect;
    }

    /// <summary>Snowflake's number, as in the official driver: 625 lock, 604 cancelled, 390144 sign-in.</summary>
    public override int ErrorCode => Number;

    /// <summary>The state of the SQL standard; null when the service gave none.</summary>
    public override string? SqlState => State;

    /// <summary>Whether the same may succeed soon: the service was not reached, broke off, or said: later.</summary>
    public override bool IsTransient => IsRepeatable;

    /// <summary>What the statement has changed.</summary>
    public SqlApiEffect Effect { get; }

    /// <summary>The service's name of the statement, which finds it in the query history; null without one.</summary>
    public string? QueryId { get; init; }

    internal int Number { get; }

    internal string? State { get; init; }

    internal bool IsRepeatable { get; init; }

    /// <summary>Whether it is what the service says of the statement itself.</summary>
    internal bool IsVerdict { get; init; }

    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>The same failure, of a statement that an earlier try may have run.</summary>
    internal SqlApiException AfterUnknown() => Effect is not SqlApiEffect.None
        ? this
        : new SqlApiException(Number, Message, SqlApiEffect.Unknown, this)
        {
            QueryId = QueryId,
            State = State,
            IsRepeatable = IsRepeatable,
        };

    private static string Compose(int number, string message)
    {
        var text = message.Length > MessageCharsMax ? message[..MessageCharsMax] + "…" : message;
        var prefix = number.ToString("D6", CultureInfo.InvariantCulture) + ": ";
        return text.StartsWith(prefix, StringComparison.Ordinal) ? text : prefix + text;
    }
}
