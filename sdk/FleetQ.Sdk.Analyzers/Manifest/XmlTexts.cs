using System.Text;
using System.Xml;
using System.Xml.Linq;
using FleetQ.Sdk.Analyzers.Json;
using Microsoft.CodeAnalysis;

namespace FleetQ.Sdk.Analyzers.Manifest;

/// <summary>Reads descriptions from XML documentation, which a compiler sees when the project writes it.</summary>
internal static class XmlTexts
{
    private const int LengthMax = 1_024;

    private static readonly char[] WhiteSpace = [' ', '\n', '\r', '\t'];

    public static string? FindSummary(ISymbol symbol, CancellationToken cancellationToken) =>
        Read(symbol, cancellationToken)?.Element("summary") is { } summary ? PlainOf(summary) : null;

    /// <summary>What a type or a constructor says of a parameter: how positional records are documented.</summary>
    public static string? FindParameter(ISymbol symbol, string name, CancellationToken cancellationToken) =>
        Read(symbol, cancellationToken)?.Elements("param")
            .FirstOrDefault(param => param.Attribute("name")?.Value == name) is { } found
            ? PlainOf(found)
            : null;

    private static XElement? Read(ISymbol symbol, CancellationToken cancellationToken)
    {
        var xml = symbol.GetDocumentationCommentXml(cancellationToken: cancellationToken);
        try
        {
            return string.IsNullOrWhiteSpace(xml) ? null : XElement.Parse(xml);
        }
        catch (XmlException)
        {
            // The compiler tells the author of it.
            return null;
        }
    }

    private static string? PlainOf(XElement element)
    {
        var text = new StringBuilder();
        Append(element, text);
        var words = text.ToString().Split(WhiteSpace, StringSplitOptions.RemoveEmptyEntries);
        var plain = string.Join(" ", words);
        return plain.Length == 0 ? null : plain.Length <= LengthMax ? plain : plain.Substring(0, LengthMax);
    }

    private static void Append(XElement element, StringBuilder text)
    {
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XText plain:
                    text.Append(plain.Value);
                    break;
                case XElement { Name.LocalName: "paramref" } named:
                    text.Append(SnakeCase.Of(named.Attribute("name")?.Value ?? ""));
                    break;
                case XElement { IsEmpty: true } reference:
                    text.Append(LastName(reference));
                    break;
                case XElement inner:
                    Append(inner, text);
                    break;
            }
        }
    }

    private static string LastName(XElement reference)
    {
        var target = (reference.Attribute("cref") ?? reference.Attribute("langword"))?.Value ?? "";
        return target.Substring(target.LastIndexOfAny(['.', ':']) + 1);
    }
}
