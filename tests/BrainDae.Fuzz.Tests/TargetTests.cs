using BrainDae.Fuzz.Running;
using BrainDae.Fuzz.Targets;
using BrainDae.TestData;

namespace BrainDae.Fuzz.Tests;

/// <summary>A short run of each target; the tool does the long ones.</summary>
[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class TargetTests
{
    private const int Inputs = 2000;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Reader_accepts_or_refuses_every_changed_file_soon_and_with_little_memory(string name)
    {
        var target = Find(name);
        using var folder = new TestData.TemporaryFolder();
        using var scratch = new ScratchFolder();
        var failures = new FailureFolder(folder["failures"], seed: 1);

        var report = new Fuzzer(target, new(target, seed: 1, root: null), new(target, scratch), failures).Run(Inputs, TimeSpan.MaxValue);

        Assert.True(report.Failures == 0, Told(failures.Path));
        Assert.Equal(Inputs, report.Accepted + report.Refused);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Reader_refuses_a_file_that_is_cut_short_anywhere(string name)
    {
        using var scratch = new ScratchFolder();

        Assert.Empty(Truncation.Faults(Find(name), scratch));
    }

    private static IFuzzTarget Find(string name) => FuzzTargets.All.Single(target => target.Name == name);

    private static string Told(string folder) =>
        Directory.Exists(folder) ? string.Join('\n', Directory.GetFiles(folder, "*.txt").Select(File.ReadAllText)) : "No failure was kept.";
}
