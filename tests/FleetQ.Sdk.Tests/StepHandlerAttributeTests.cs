using System.Reflection;

namespace FleetQ.Sdk.Tests;

public sealed class StepHandlerAttributeTests
{
    [Fact]
    public void What_is_not_written_is_not_there()
    {
        var attribute = Assert.Single(typeof(Plain).GetCustomAttributes<StepHandlerAttribute>());

        Assert.Equal("plain", attribute.TaskType);
        Assert.Null(attribute.FindMaxRetries());
        Assert.Null(attribute.FindTimeout());
        Assert.Null(attribute.FindMaxConcurrency());
    }

    [Fact]
    public void What_is_written_is_there_even_when_it_is_zero()
    {
        var attribute = typeof(Full).GetCustomAttributes<StepHandlerAttribute>().Single(one => one.TaskType == "full");

        Assert.Equal(0, attribute.FindMaxRetries());
        Assert.Equal(TimeSpan.FromMilliseconds(1500), attribute.FindTimeout());
        Assert.Equal(4, attribute.FindMaxConcurrency());
    }

    [Fact]
    public void One_class_may_serve_several_task_types()
    {
        var attributes = typeof(Full).GetCustomAttributes<StepHandlerAttribute>();

        Assert.Equal(["full", "full.2"], attributes.Select(attribute => attribute.TaskType).Order());
    }

    [Fact]
    public void A_class_does_not_inherit_task_types()
    {
        Assert.Empty(typeof(Derived).GetCustomAttributes<StepHandlerAttribute>());
    }

    [StepHandler("plain")]
    private class Plain;

    private sealed class Derived : Plain;

    [StepHandler("full", MaxRetries = 0, TimeoutSeconds = 1.5, MaxConcurrency = 4)]
    [StepHandler("full.2")]
    private sealed class Full;
}
