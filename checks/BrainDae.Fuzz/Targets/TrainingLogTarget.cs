using System.Collections.Immutable;
using BrainDae.Fuzz.Formats;
using BrainDae.Fuzz.Running;
using BrainDae.Method.TrainingLog;

namespace BrainDae.Fuzz.Targets;

/// <summary>log.jsonl, whose last line may be cut short by an interruption.</summary>
public sealed class TrainingLogTarget : JsonTarget
{
    public override string Name => "log";

    public override ImmutableArray<string> Covers => ["JsonLinesLog.Read"];

    public override ImmutableArray<byte[]> Seeds() =>
    [
        SeedFile.Of("log.jsonl", path =>
        {
            var log = new JsonLinesLog(path);
            log.EpochDone(new(0, 0.5, 0.25, 1e-3, true, 3));
            log.EpochDone(new(1, 0.125, 0.5, 1e-4, false, 3));
        }),
    ];

    public override bool Read(byte[] input, ScratchFolder scratch)
    {
        foreach (var report in JsonLinesLog.Read(scratch.Write("log.jsonl", input)))
        {
            ResultCheck.Require(report);
        }

        return true;
    }

    /// <summary>Lines are hashed and parsed one by one: some kilobytes each, garbage at once, however short the line is.</summary>
    public override long InflatedLength(byte[] input) => input.Length + 8192L * input.AsSpan().Count((byte)'\n');

    public override bool MayBeWhole(byte[] seed, int length) => true;

    protected override byte[] Open(byte[] file) => Lines(file, Seal.OpenLine);

    protected override byte[] Close(byte[] content) => Lines(content, Seal.CloseLine);

    private static byte[] Lines(byte[] file, Func<byte[], byte[]> change)
    {
        List<byte> lines = [];
        foreach (var range in file.AsSpan().Split((byte)'\n'))
        {
            lines.AddRange(range.End.GetOffset(file.Length) == file.Length ? file[range] : [.. change(file[range]), (byte)'\n']);
        }

        return [.. lines];
    }
}
