using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FleetQ.Engine.Dispatching;
using FleetQ.Engine.Model;

namespace FleetQ.PluginHost.Running;

/// <summary>Writes what a handler returned as the step's JSON result.</summary>
internal sealed class ResultWriter<TResult>(JsonTypeInfo<TResult> type)
{
    private const int BytesMax = 1_048_576;

    /// <summary>Writes the result of a completed attempt.</summary>
    /// <returns>
    /// The attempt with its result, none for null; or a failure for good, since the work is done and would only be
    /// repeated to fail alike.
    /// </returns>
    public AttemptResult Write(TResult? value, TaskType taskType)
    {
        if (value is null)
        {
            return new() { End = AttemptEnd.Completed };
        }

        var buffer = new BoundedBuffer(BytesMax);
        try
        {
            var options = new JsonWriterOptions { Encoder = type.Options.Encoder, MaxDepth = type.Options.MaxDepth };
            using (var writer = new Utf8JsonWriter(buffer, options))
            {
                JsonSerializer.Serialize(writer, value, type);
            }

            return new() { End = AttemptEnd.Completed, Result = Encoding.UTF8.GetString(buffer.Written) };
        }
        catch (Exception) when (buffer.IsExceeded)
        {
            return AttemptResults.Failed(StepError.Of(
                $"The result of '{taskType}' is larger than {BytesMax} bytes of JSON; "
                    + "store it elsewhere and return where.",
                "result_too_large"));
        }
        catch (Exception problem)
        {
            return AttemptResults.Failed(StepError.Of(
                $"The result of '{taskType}' cannot be written as JSON: {ExceptionText.Describe(problem)}.",
                "invalid_result"));
        }
    }
}
