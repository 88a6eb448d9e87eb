using System.Buffers;

namespace FleetQ.Engine.Model.Text;

/// <summary>The characters that names may hold. ASCII only, so that no engine folds or normalises them.</summary>
internal static class AllowedCharacters
{
    private const string LettersAndDigits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    public static SearchValues<char> LetterOrDigit { get; } = SearchValues.Create(LettersAndDigits);

    public static SearchValues<char> Id { get; } = SearchValues.Create(LettersAndDigits + "_-.:");

    public static SearchValues<char> TaskType { get; } = SearchValues.Create(LettersAndDigits + "_-.");
}
