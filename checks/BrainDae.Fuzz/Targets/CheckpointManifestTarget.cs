using System.Collections.Immutable;
using System.Text;
using BrainDae.Fuzz.Running;
using BrainDae.Method.Models;

namespace BrainDae.Fuzz.Targets;

/// <summary>The manifest of a model as text.</summary>
public sealed class CheckpointManifestTarget : JsonTarget
{
    public override string Name => "manifest";

    public override ImmutableArray<string> Covers => ["CheckpointManifest.Parse"];

    protected override bool IsSealed => false;

    public override ImmutableArray<byte[]> Seeds() => [Encoding.UTF8.GetBytes(SampleModel.Manifest.ToJson())];

    public override bool Read(byte[] input, ScratchFolder scratch)
    {
        ResultCheck.Require(CheckpointManifest.Parse("model", Encoding.UTF8.GetString(input)));
        return true;
    }
}
