using System.Text.Json;
using FleetQ.Host.Contracts;
using FleetQ.Host.Errors;

namespace FleetQ.Host.Requests;

/// <summary>Reads the small bodies of operators' requests.</summary>
internal static class OperatorBodies
{
    private const int BytesMax = 64 * 1024;

    // A thousand of the longest step ids, each of its characters escaped.
    private const int DiscardBytesMax = 2 * 1024 * 1024;
    private const int ReasonLengthMax = 1_024;

    private const string Reason = "reason";
    private const string Force = "force";
    private const string DryRun = "dry_run";

    public static Task<Checked<CancelRequest>> ReadCancelAsync(
        HttpRequest request, CancellationToken cancellationToken) =>
        ReadOptionalAsync(
            request,
            new CancelRequest(),
            [Reason],
            static fields => new CancelRequest
            {
                Reason = fields.FindText(
                    Reason,
                    static text => StepReader.IsPlain(text, ReasonLengthMax),
                    $"1 to {ReasonLengthMax} characters, none of them a control character"),
            },
            cancellationToken);

    public static Task<Checked<RecoveryRequest>> ReadRecoveryAsync(
        HttpRequest request, CancellationToken cancellationToken) =>
        ReadOptionalAsync(
            request,
            new RecoveryRequest(),
            [Force, DryRun],
            static fields =>
                new RecoveryRequest { Force = fields.FindSwitch(Force), DryRun = fields.FindSwitch(DryRun) },
            cancellationToken);

    public static Task<Checked<AmendRequest>> ReadAmendAsync(
        HttpRequest request, DateTimeOffset now, CancellationToken cancellationToken) =>
        ReadAsync(
            request,
            [StepFields.Priority, StepFields.NotBefore],
            fields =>
            {
                var amend = new AmendRequest
                {
                    Priority = fields.FindWhole(StepFields.Priority, int.MinValue, int.MaxValue),
                    NotBefore = fields.FindInstant(
                        StepFields.NotBefore, DateTimeOffset.UnixEpoch, now + StepFields.AheadMax),
                };
                if (!fields.Has(StepFields.Priority) && amend.NotBefore is null)
                {
                    fields.Refuse(StepFields.Priority, "or not_before must be given.");
                }

                return amend;
            },
            cancellationToken);

    public static Task<Checked<DiscardRequest>> ReadDiscardAsync(
        HttpRequest request, CancellationToken cancellationToken) =>
        ReadAsync(request, DiscardBody.Known, DiscardBody.Read, DiscardBytesMax, cancellationToken);

    private static async Task<Checked<T>> ReadOptionalAsync<T>(
        HttpRequest request,
        T absent,
        IReadOnlyCollection<string> known,
        Func<ObjectReader, T> read,
        CancellationToken cancellationToken)
        where T : class =>
            BodyReader.HasBody(request) ? await ReadAsync(request, known, read, cancellationToken) : absent;

    private static Task<Checked<T>> ReadAsync<T>(
        HttpRequest request,
        IReadOnlyCollection<string> known,
        Func<ObjectReader, T> read,
        CancellationToken cancellationToken)
        where T : class => ReadAsync(request, known, read, BytesMax, cancellationToken);

    private static async Task<Checked<T>> ReadAsync<T>(
        HttpRequest request,
        IReadOnlyCollection<string> known,
        Func<ObjectReader, T> read,
        int bytesMax,
        CancellationToken cancellationToken)
        where T : class
    {
        var body = await BodyReader.ReadAsync(
            request,
            bytesMax,
            bytes => $"Request body too large: {bytes} bytes (max: {bytesMax})",
            cancellationToken);
        if (body.IsRefused(out var problem, out var bytes))
        {
            return problem;
        }

        return StrictJson.Read<T>(bytes, StrictJson.DepthMax, root => ReadFields(root, known, read));
    }

    private static Checked<T> ReadFields<T>(
        JsonElement root, IReadOnlyCollection<string> known, Func<ObjectReader, T> read)
        where T : class
    {
        var errors = new FieldErrors();
        var fields = new ObjectReader(root, errors, prefix: "");
        fields.RefuseUnknown(known);
        var value = read(fields);
        return errors.Any ? errors.ToProblem() : value;
    }
}
