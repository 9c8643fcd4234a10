using BrainDae.Cli.Demo;
using BrainDae.Cli.Options;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae demo`: the whole method on synthetic patients, in minutes, without any data.</summary>
internal sealed class DemoCommand : BrainDaeCommand
{
    public DemoCommand(IAnsiConsole console)
        : base("demo", "Make synthetic patients, then preprocess, train and evaluate on them: minutes on two cores.", "braindae demo -o demo")
    {
        var output = SharedOptions.Folder("--output", "Folder for everything that the demo writes.", "demo", "-o").AddTo(this);
        var seed = new Flag<int>("--seed", "Seed of patients and training.", "-s") { Default = 0 }.AddTo(this);
        var threads = SharedOptions.Threads().AddTo(this);
        OnRun(console, (line, context) => new DemoRun(context, DemoRecipe.OfMinutes, output.Value(line).ToString(), seed.Value(line), threads.Value(line)).Run());
    }
}
