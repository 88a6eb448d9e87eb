namespace FleetQ.Engine.Telemetry;

/// <summary>The ids of the engine's log events, a hundred for each stage. A number is never used again.</summary>
internal static class EventIds
{
    public const int StepsSubmitted = 1100;

    public const int StepsClaimed = 1200;
    public const int ClaimFailed = 1201;
    public const int StepsAdvanced = 1202;
    public const int ClaimTooLarge = 1203;
    public const int ClaimLoopFailed = 1204;

    public const int StepStarted = 1300;
    public const int StepTransition = 1301;
    public const int ClaimLost = 1302;
    public const int HandlerIgnoresCancellation = 1303;
    public const int HandlerMissing = 1304;
    public const int DispatchFailed = 1305;
    public const int StepRunsAlone = 1306;
    public const int OutcomeRefused = 1307;
    public const int AbandonedReturned = 1308;

    public const int OutcomeAmbiguous = 1400;
    public const int ProgressFailed = 1401;
    public const int OutcomesDropped = 1402;

    public const int RecoveryStarted = 1500;
    public const int RecoveryEnded = 1501;
    public const int PodFoundDead = 1502;
    public const int RecoveryFailed = 1503;
    public const int StepsPruned = 1504;

    public const int LeaderChanged = 1600;

    public const int PodRegistered = 1700;
    public const int BeatMissed = 1701;
    public const int PodFenced = 1702;
    public const int PodEvicted = 1703;
    public const int PodDraining = 1704;
    public const int PodLeft = 1705;
    public const int ClaimsReconciled = 1706;
    public const int LoopsStuck = 1707;
    public const int ReconcileFailed = 1708;
    public const int RegistrationFailed = 1709;
    public const int DrainIncomplete = 1710;
    public const int FarewellFailed = 1711;
    public const int BeatFailed = 1712;

    public const int StepWatchFailed = 1800;

    public const int StepCancelled = 1900;
    public const int StepRetried = 1901;
    public const int StepAmended = 1902;
    public const int StepsDiscarded = 1903;
}
