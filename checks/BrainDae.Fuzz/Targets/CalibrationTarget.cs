using System.Collections.Immutable;
using System.Text;
using BrainDae.Fuzz.Running;
using BrainDae.Method.Calibration;

namespace BrainDae.Fuzz.Targets;

/// <summary>The calibration of a model as text.</summary>
public sealed class CalibrationTarget : JsonTarget
{
    public override string Name => "calibration";

    public override ImmutableArray<string> Covers => ["ModelCalibration.Parse"];

    protected override bool IsSealed => false;

    public override ImmutableArray<byte[]> Seeds() => [Encoding.UTF8.GetBytes(SampleModel.Calibration.ToJson())];

    public override bool Read(byte[] input, ScratchFolder scratch)
    {
        ResultCheck.Require(ModelCalibration.Parse("model", Encoding.UTF8.GetString(input)));
        return true;
    }
}
