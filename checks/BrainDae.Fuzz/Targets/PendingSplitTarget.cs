using System.Collections.Immutable;
using BrainDae.Data.Splits;
using BrainDae.Fuzz.Formats;
using BrainDae.Fuzz.Running;

namespace BrainDae.Fuzz.Targets;

/// <summary>A split that an interrupted run left half written: whoever reads the split finishes it, so files are written as well.</summary>
public sealed class PendingSplitTarget : JsonTarget
{
    private const string Pending = "split.pending.json";

    public override string Name => "split-pending";

    public override ImmutableArray<string> Covers => ["SplitFiles.Read"];

    public override ImmutableArray<byte[]> Seeds() => [Seal.CloseFile("""{"train":["P1","P2"],"val":["P3"],"test":[]}"""u8.ToArray())];

    public override bool Read(byte[] input, ScratchFolder scratch)
    {
        scratch.Write(Pending, input);
        ResultCheck.Require(SplitFiles.Read(scratch.Path));
        return true;
    }
}
