using FleetQ.Engine.Storage;
using FleetQ.Storage.Postgres;

namespace FleetQ.Storage.Tests.Postgres;

public sealed class PostgresNoticeTests
{
    [Theory]
    [InlineData(StoreChange.StepsReady, StoreChange.StepsReady)]
    [InlineData(StoreChange.StepsEnded, StoreChange.StepsEnded)]
    [InlineData(StoreChange.Any, StoreChange.Any)]
    public void Other_pods_hear_what_changed(StoreChange written, StoreChange heard) =>
        Assert.Equal(heard, PostgresNotice.Read(PostgresNotice.Write(written, "pod-a"), "pod-b"));

    [Theory]
    [InlineData(StoreChange.StepsReady, StoreChange.None)]
    [InlineData(StoreChange.Any, StoreChange.StepsEnded)]
    public void A_pod_is_not_woken_to_claim_by_its_own_writes(StoreChange written, StoreChange heard) =>
        Assert.Equal(heard, PostgresNotice.Read(PostgresNotice.Write(written, "pod-a"), "pod-a"));

    [Theory]
    [InlineData("")]
    [InlineData("something else")]
    [InlineData("1 2 3")]
    public void A_text_of_another_version_may_mean_anything(string notice) =>
        Assert.Equal(StoreChange.Any, PostgresNotice.Read(notice, "pod-a"));
}
