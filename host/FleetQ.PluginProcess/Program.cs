using FleetQ.PluginProcess;

// Started by a host for one plugin; of no use by hand.
if (ChildInvitation.Find() is not { } invitation)
{
    return ChildInvitation.NotInvited;
}

using var signals = new GroupSignals();
HostDeath.Follow(invitation.HostProcess);
return await PluginProcessLife.RunAsync(invitation);
