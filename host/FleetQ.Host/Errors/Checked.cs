using System.Diagnostics.CodeAnalysis;

namespace FleetQ.Host.Errors;

/// <summary>A value that was read from a request, or the problem with it; exactly one of the two.</summary>
internal readonly record struct Checked<T>
    where T : class
{
    private Checked(T? value, Problem? problem) => (Value, Problem) = (value, problem);

    public T? Value { get; }

    public Problem? Problem { get; }

    public static implicit operator Checked<T>(T value) => new(value, null);

    public static implicit operator Checked<T>(Problem problem) => new(null, problem);

    public bool IsRefused([NotNullWhen(true)] out Problem? problem, [NotNullWhen(false)] out T? value)
    {
        (problem, value) = (Problem, Value);
        return problem is not null;
    }
}
