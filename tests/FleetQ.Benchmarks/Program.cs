using FleetQ.Benchmarks;
using FleetQ.Benchmarks.Sqlite;

IQuestion[] questions = [new SqliteQuestion()];
var asked = args is [] ? questions : [.. questions.Where(question => args.Contains(question.Name))];
if (asked.Length == 0)
{
    await Console.Error.WriteLineAsync($"There is no question '{string.Join(' ', args)}'. There are:");
    foreach (var question in questions)
    {
        await Console.Error.WriteLineAsync($"  {question.Name}  {question.Text}");
    }

    return 1;
}

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};

var surroundings = await Surroundings.ReadAsync(stopping.Token);
foreach (var question in asked)
{
    var answer = await question.AnswerAsync(Console.Error.WriteLine, stopping.Token);
    foreach (var line in Report.ToMarkdown(question, surroundings, answer))
    {
        Console.WriteLine(line);
    }
}

return 0;
