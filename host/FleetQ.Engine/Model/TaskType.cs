using FleetQ.Engine.Model.Text;

namespace FleetQ.Engine.Model;

/// <summary>
/// The name that binds a step to its handler: 1 to 128 letters, digits, <c>_ - .</c>, at least one letter or digit. It
/// is only ever a key into a dictionary built at load time; nothing is loaded or looked up by it.
/// </summary>
public readonly record struct TaskType
{
    /// <summary>The longest name, in characters.</summary>
    public const int LengthMax = 128;

    private readonly string? value;

    /// <summary>Takes a name that is known to be well formed.</summary>
    /// <exception cref="FormatException">It is not well formed.</exception>
    public TaskType(string value)
    {
        if (!IsValid(value))
        {
            throw new FormatException(
                $"'{value}' is no task type: 1 to {LengthMax} letters, digits, _ - ., at least one letter or digit.");
        }

        this.value = value;
    }

    /// <summary>The name as text.</summary>
    public string Value => value ?? throw new InvalidOperationException($"A default {nameof(TaskType)} names no type.");

    /// <summary>Tells whether a text can be a task type.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: >= 1 and <= LengthMax }
        && !text.AsSpan().ContainsAnyExcept(AllowedCharacters.TaskType)
        && text.AsSpan().ContainsAny(AllowedCharacters.LetterOrDigit);

    /// <inheritdoc/>
    public override string ToString() => value ?? "";
}
