using System.Globalization;
using System.Text.Json;

using FleetQ.Engine.Model;
using FleetQ.Engine.Storage;

namespace FleetQ.Storage.Tests.Model;

/// <summary>Answers as texts: all that two stores must agree in, which is all but instants and sequences.</summary>
internal static class Answers
{
    public static string Of(IEnumerable<ClaimKey> keys) =>
        string.Join(' ', keys.Select(static key => $"{key.StepId}@{key.Epoch}").Order(StringComparer.Ordinal));

    public static string Of(IEnumerable<PodIdentity> pods) =>
        string.Join(' ', pods.Select(static pod => pod.ToString()).Order(StringComparer.Ordinal));

    public static string Of(IEnumerable<SubmitAnswer> answers) =>
        string.Join(' ', answers.Select(static answer => $"{answer.StepId}:{answer.Kind}"));

    public static string Of(IEnumerable<Claim> claims) => string.Join(
        ' ',
        claims.Select(static claim =>
            $"{claim.Key.StepId}@{claim.Key.Epoch}({claim.TaskType} {claim.Attempt}/{claim.MaxRetries} "
            + $"{claim.Losses} {claim.Priority} {claim.Payload})"));

    public static string Of(DueSteps due) =>
        $"{due.Promoted} promoted, {due.Expired} expired, next in {HoursOf(due.NextDueIn)}";

    public static string Of(Beat beat) =>
        $"{beat.IsKnown} {beat.Attention} {beat.SinceRecovery is not null}: "
        + string.Join(", ", beat.Pods.Select(Of).Order(StringComparer.Ordinal));

    public static string Of(OperatorAnswer answer) =>
        $"{answer.Changed} {answer.Status} {(answer.Claim is { } claim ? Of([claim]) : "no claim")}";

    public static string Of(IEnumerable<SequencedOrphan> orphans) => string.Join(
        ' ',
        orphans.Select(static orphan =>
            $"{Of([orphan.Orphan.Key])}({orphan.Orphan.Pod} {orphan.Orphan.HasRetriesLeft})"));

    public static string Of(IEnumerable<ReturnedStep> steps) => string.Join(
        ' ', steps.Select(static step => $"{step.StepId}:{step.Status}").Order(StringComparer.Ordinal));

    public static string Of(QueueCounts counts) => string.Join(
        ' ',
        counts.ByStatus.Where(static pair => pair.Value > 0).Select(static pair => $"{pair.Key}={pair.Value}")
            .Concat(counts.WaitingByPriority.Select(static pair => $"priority {pair.Key}={pair.Value}"))
            .Concat(counts.OpenByType.Select(static type => $"{type.TaskType} {type.Status}={type.Steps}"))
            .Order(StringComparer.Ordinal));

    public static string Of(Pod pod) => $"{pod.Identity} {pod.State} beat {pod.Beat} runs {pod.Running}";

    public static string Of(Step step) =>
        $"{step.StepId} {step.TaskType} {step.Status} priority {step.Priority} attempt {step.Attempt} "
        + $"losses {step.Losses} epoch {step.ClaimEpoch} by {step.ClaimedBy ?? "nobody"} {step.Payload} "
        + $"key {step.IdempotencyKey ?? "none"} progress {step.Progress ?? "none"} result {step.Result ?? "none"} "
        + $"error {step.Error?.ToString() ?? "none"} plugin {step.Plugin?.ToString() ?? "none"} "
        + $"not before {step.NotBefore is not null} expires {step.ExpiresAt is not null} "
        + $"claimed {step.ClaimedAt is not null} ended {step.EndedAt is not null} attempts {AttemptsOf(step)}";

    private static string AttemptsOf(Step step)
    {
        using var attempts = JsonDocument.Parse(step.Attempts);
        return string.Join(
            ", ",
            attempts.RootElement.EnumerateArray().Select(static attempt => string.Join(
                '|',
                attempt.EnumerateObject().Select(static member =>
                    member.Name is "started" or "ended" ? $"{member.Value.ValueKind}" : $"{member.Value}"))));
    }

    private static string HoursOf(TimeSpan? time) =>
        time is { } span ? Math.Round(span.TotalHours).ToString(CultureInfo.InvariantCulture) : "never";
}
