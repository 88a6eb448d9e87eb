using System.Globalization;
using System.Text;

namespace FleetQ.Client.Http;

/// <summary>An address below a pod's, with its query.</summary>
internal sealed class RequestPath(string path)
{
    private readonly StringBuilder text = new(path);
    private char separator = '?';

    /// <summary>Adds a parameter; none when its value is null.</summary>
    public RequestPath With(string name, string? value)
    {
        if (value is not null)
        {
            text.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        return this;
    }

    /// <summary>Adds a number.</summary>
    public RequestPath With(string name, double? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => text.ToString();
}
