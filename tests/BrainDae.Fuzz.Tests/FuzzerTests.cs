using System.Collections.Immutable;
using BrainDae.Files;
using BrainDae.Fuzz.Running;
using BrainDae.Fuzz.Targets;
using BrainDae.Imaging.Randomness;
using BrainDae.TestData;

namespace BrainDae.Fuzz.Tests;

/// <summary>Whether the harness itself sees what it is there to see.</summary>
public sealed class FuzzerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ScratchFolder scratch = new();

    public void Dispose()
    {
        folder.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public void Expected_failure_in_one_line_is_a_refusal() =>
        Assert.Equal(Outcome.Refused, Judged(_ => throw BrainDaeException.Invalid("a: is damaged. Copy it again.")).Outcome);

    [Fact]
    public void Other_exceptions_and_messages_that_show_a_stack_trace_are_crashes()
    {
        Assert.Equal(Outcome.Crash, Judged(_ => throw new InvalidOperationException("x")).Outcome);
        Assert.Equal(Outcome.Crash, Judged(_ => throw BrainDaeException.Invalid("a: is damaged (   at Reader.Read).")).Outcome);
        Assert.Equal(Outcome.Crash, Judged(_ => throw BrainDaeException.Invalid(" ")).Outcome);
    }

    [Fact]
    public void Memory_beyond_what_the_input_asks_for_is_fat()
    {
        Assert.Equal(Outcome.Accepted, Judged(_ => new byte[1 << 19].Length > 0).Outcome);
        Assert.Equal(Outcome.Fat, Judged(_ => new byte[1 << 22].Length > 0).Outcome);
    }

    [Fact]
    public void Result_with_null_where_there_is_none_is_unsound()
    {
        ResultCheck.Require(new Sound("a", ["b"]));
        Assert.Throws<UnsoundResultException>(() => ResultCheck.Require(new Sound(null!, ["b"])));
        Assert.Throws<UnsoundResultException>(() => ResultCheck.Require(new Sound("a", [null!])));
        Assert.Throws<UnsoundResultException>(() => ResultCheck.Require(new Sound("a", default)));
    }

    [Fact]
    public void Run_that_was_interrupted_goes_on_to_the_same_counts()
    {
        var whole = Run("whole", 400);
        Run("parts", 150);
        var parts = Run("parts", 400);

        Assert.Equal(whole with { Seconds = 0 }, parts with { Seconds = 0 });
    }

    [Fact]
    public void Kept_input_tells_its_target()
    {
        var target = FuzzTargets.All.Single(target => target.Name == "nifti-gz");
        var failures = new FailureFolder(folder["failures"], seed: 7);

        failures.Save(target, [1, 2, 3], new(Outcome.Crash, "all of it", "short"));

        Assert.Same(target, FailureFolder.TargetOf(Assert.Single(Directory.GetFiles(failures.Path, "*.bin"))));
    }

    private FuzzReport Run(string name, long inputs)
    {
        var target = FuzzTargets.All.Single(target => target.Name == "safetensors");
        return new Fuzzer(target, new(target, seed: 3, folder[name]), new(target, scratch), failures: null).Run(inputs, TimeSpan.MaxValue);
    }

    private Verdict Judged(Func<byte[], bool> read) => new Judge(new Given(read), scratch).Of([1, 2, 3]);

    private sealed record Sound(string Text, ImmutableArray<string> Texts);

    private sealed class Given(Func<byte[], bool> read) : IFuzzTarget
    {
        public string Name => "given";

        public ImmutableArray<string> Covers => [];

        public ImmutableArray<byte[]> Seeds() => [[1]];

        public byte[] Mutate(byte[] input, byte[] other, RandomStream random) => input;

        public bool Read(byte[] input, ScratchFolder scratch) => read(input);
    }
}
