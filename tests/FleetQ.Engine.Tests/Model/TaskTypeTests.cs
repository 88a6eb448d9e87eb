using FleetQ.Engine.Model;

namespace FleetQ.Engine.Tests.Model;

public sealed class TaskTypeTests
{
    [Theory]
    [InlineData("echo")]
    [InlineData("csv.profile")]
    [InlineData("A_b-c.9")]
    [InlineData("9")]
    public void Letters_digits_and_three_marks_make_a_task_type(string text) =>
        Assert.Equal(text, new TaskType(text).Value);

    [Theory]
    [InlineData("")]
    [InlineData("...")]
    [InlineData("__")]
    [InlineData("-")]
    [InlineData("a:b")]
    [InlineData("../a")]
    [InlineData("a b")]
    [InlineData("System.String, mscorlib")]
    [InlineData("échO")]
    public void Other_texts_make_none(string text)
    {
        Assert.False(TaskType.IsValid(text));
        Assert.Throws<FormatException>(() => new TaskType(text));
    }

    [Fact]
    public void A_task_type_has_at_most_128_characters()
    {
        Assert.True(TaskType.IsValid(new string('a', 128)));
        Assert.False(TaskType.IsValid(new string('a', 129)));
        Assert.False(TaskType.IsValid(null));
    }

    [Fact]
    public void Case_tells_task_types_apart() =>
        Assert.NotEqual(new TaskType("Echo"), new TaskType("echo"));

    [Fact]
    public void A_default_task_type_names_none() =>
        Assert.Throws<InvalidOperationException>(() => default(TaskType).Value);
}
