using FleetQ.Engine.Dispatching;
using FleetQ.PluginHost.Tests.Support;

namespace FleetQ.PluginHost.Tests.Isolation;

public sealed class IsolatedReloadTests
{
    private const int Reloads = 50;

    [Fact]
    public async Task A_plugin_that_roots_itself_is_reloaded_50_times_and_nothing_of_it_stays()
    {
        await using var sandbox = new IsolationSandbox("Unruly");
        var processes = new List<int>();

        for (var i = 0; i < Reloads; i++)
        {
            var plugin = await sandbox.StartAsync();
            processes.Add(plugin.ProcessId!.Value);
            Assert.Equal(AttemptEnd.Completed, (await sandbox.RunAsync("fine")).End);
            await plugin.DisposeAsync();
        }

        Assert.DoesNotContain(processes, IsolationSandbox.IsAlive);
        Assert.DoesNotContain(
            AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name == "Unruly");
    }
}
