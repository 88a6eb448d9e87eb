using System.Text;
using System.Text.Json;

namespace FleetQ.Cli.Dev;

/// <summary>
/// Builds a plugin: whole with MSBuild, or, when only sources changed, by the compiler alone with the same arguments.
/// </summary>
/// <remarks>
/// MSBuild takes seconds to find out what one changed file means; the compiler's server, which is warm from the build
/// before, takes a fraction of one (docs/adr/0019-command-line.md). Analyzers are left to the next whole build.
/// </remarks>
internal sealed class PluginBuild(DevProject project)
{
    private string? arguments;

    /// <summary>Builds with MSBuild, and learns how it calls the compiler.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    public async Task<string?> BuildAsync(CancellationToken cancellationToken)
    {
        arguments = null;
        var run = await DotnetCommand.RunAsync(
            ["build", project.File, "-nologo", "-verbosity:quiet", "-clp:NoSummary"],
            project.Folder,
            cancellationToken);
        if (run.ExitCode != 0)
        {
            return run.Text.Trim();
        }

        arguments = await FindArgumentsAsync(cancellationToken);
        return null;
    }

    /// <summary>Compiles the sources that are known from the last whole build.</summary>
    /// <returns>What is wrong; null when nothing is.</returns>
    public async Task<string?> CompileAsync(CancellationToken cancellationToken)
    {
        if (arguments is null)
        {
            return await BuildAsync(cancellationToken);
        }

        var run = await DotnetCommand.RunAsync(
            ["exec", project.Compiler, "-shared", "-skipanalyzers+", "@" + arguments],
            project.Folder,
            cancellationToken);
        if (run.ExitCode != 0)
        {
            return run.Text.Trim();
        }

        foreach (var ending in new[] { ".pdb", ".dll" })
        {
            var name = project.Name + ending;
            var compiled = Path.Combine(project.Intermediate, name);
            if (File.Exists(compiled))
            {
                File.Copy(compiled, Path.Combine(project.Output, name), overwrite: true);
            }
        }

        return null;
    }

    // As an editor asks: the target runs up to the compiler, which is not called.
    private async Task<string?> FindArgumentsAsync(CancellationToken cancellationToken)
    {
        var run = await DotnetCommand.RunAsync(
            [
                "msbuild", project.File, "-nologo", "-target:Compile", "-getItem:CscCommandLineArgs",
                "-property:ProvideCommandLineArgs=true", "-property:SkipCompilerExecution=true",
                "-property:BuildProjectReferences=false", "-property:NonExistentFile=__fleetq_none__",
            ],
            project.Folder,
            cancellationToken);
        if (run.ExitCode != 0)
        {
            return null;
        }

        using var answer = JsonDocument.Parse(run.Text);
        var lines = answer.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
            .Select(static item => item.GetProperty("Identity").GetString()!)
            // The compiler takes this one only outside of a file of arguments, where nobody needs it.
            .Where(static argument => argument is not "/noconfig")
            .Select(static argument => argument.Contains('"', StringComparison.Ordinal) ? argument : $"\"{argument}\"")
            .ToList();
        if (lines.Count == 0)
        {
            return null;
        }

        Directory.CreateDirectory(project.DevFolder);
        var file = Path.Combine(project.DevFolder, "compiler.rsp");
        await File.WriteAllLinesAsync(file, lines, Encoding.UTF8, cancellationToken);
        return file;
    }
}
