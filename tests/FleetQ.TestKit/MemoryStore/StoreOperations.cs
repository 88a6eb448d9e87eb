namespace FleetQ.TestKit.MemoryStore;

/// <summary>The names of the store's operations, as a fault hook and a count see them.</summary>
public static class StoreOperations
{
    public const string Submit = "submission/submit_steps";
    public const string SubmitAll = "submission/submit_all";
    public const string CountWaiting = "submission/count_waiting";
    public const string Claim = "claiming/claim_steps";
    public const string AdvanceDue = "claiming/advance_due";
    public const string Record = "completion/record_outcomes";
    public const string FindRecorded = "completion/find_recorded";
    public const string ReportProgress = "completion/report_progress";
    public const string Register = "membership/register_pod";
    public const string Beat = "membership/beat";
    public const string Drain = "membership/drain_pod";
    public const string Leave = "membership/leave_fleet";
    public const string ListHeld = "membership/list_held";
    public const string Evict = "recovery/evict_pods";
    public const string ListOrphans = "recovery/list_orphans";
    public const string Return = "recovery/return_steps";
    public const string Prune = "recovery/prune_steps";
    public const string ForgetPods = "recovery/forget_pods";
    public const string RecordPass = "recovery/record_pass";
    public const string FindStep = "reading/find_step";
    public const string SearchSteps = "reading/search_steps";
    public const string ListEnded = "reading/list_ended";
    public const string Count = "reading/count_steps";
    public const string ListPods = "reading/list_pods";
    public const string Ping = "reading/ping";
    public const string Cancel = "operating/cancel_step";
    public const string Retry = "operating/retry_step";
    public const string Amend = "operating/amend_step";
    public const string Discard = "operating/discard_steps";
}
