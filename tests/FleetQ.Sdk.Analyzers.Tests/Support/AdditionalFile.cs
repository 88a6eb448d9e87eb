using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FleetQ.Sdk.Analyzers.Tests.Support;

internal sealed class AdditionalFile(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
