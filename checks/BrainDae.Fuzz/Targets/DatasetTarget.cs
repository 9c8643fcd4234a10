using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Fuzz.Running;

namespace BrainDae.Fuzz.Targets;

/// <summary>dataset.json, which says what the channels of images are.</summary>
public sealed class DatasetTarget : JsonTarget
{
    public override string Name => "dataset";

    public override ImmutableArray<string> Covers => ["DatasetJson.ReadChannels"];

    protected override bool IsSealed => false;

    public override ImmutableArray<byte[]> Seeds() =>
    [
        """{"name": "BRATS", "modality": {"0": "FLAIR", "1": "T1w"}, "labels": {"0": "background"}, "training": [{"image": "./imagesTr/a.nii.gz"}]}"""u8.ToArray(),
        """{"channel_names": {"0": "FLAIR", "1": "T1"}, "file_ending": ".nii.gz"}"""u8.ToArray(),
    ];

    public override bool Read(byte[] input, ScratchFolder scratch)
    {
        scratch.Write(DatasetJson.FileName, input);
        var channels = DatasetJson.ReadChannels(scratch[DatasetJson.FileName]);
        ResultCheck.Require(channels);
        scratch.Write("p_0000.nii", []);
        CohortFinder.Find(scratch.Path, Modalities.Of(Modality.Flair));
        return true;
    }
}
