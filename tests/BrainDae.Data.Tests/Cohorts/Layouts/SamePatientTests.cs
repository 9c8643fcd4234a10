using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Nifti.Volumes;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Cohorts.Layouts;

/// <summary>Whichever layout a patient comes in, its slices are the same.</summary>
public sealed class SamePatientTests : IDisposable
{
    private static readonly VolumeGeometry Grid = VolumeGeometry.Unit(20, 14, 6);
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Layouts => [.. LayoutSamples.All];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Layouts))]
    public void The_same_patient_in_another_layout_has_the_same_slices_bit_for_bit(string layout)
    {
        var expected = Preprocessed("brats");
        var patient = Preprocessed(layout);

        Assert.Equal(expected.ContentSha256, patient.ContentSha256);
        Assert.True(patient.HasLabel);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_second_run_finds_the_slices_current(string layout)
    {
        Preprocessed(layout);

        var result = Run(layout);

        Assert.Equal((0, 1), (result.Done, result.Skipped));
    }

    [Fact]
    public void Channels_that_change_places_are_another_input()
    {
        Preprocessed("decathlon");
        var description = folder["decathlon", "dataset.json"];
        File.WriteAllText(description, File.ReadAllText(description).Replace("T1w", "T2w", StringComparison.Ordinal).Replace("\"3\": \"T2w\"", "\"3\": \"T1w\"", StringComparison.Ordinal));

        Assert.Equal((1, 1), (Run("decathlon").Done, Run("decathlon").Skipped));
    }

    [Fact]
    public void The_manifest_records_layout_and_subject()
    {
        Preprocessed("bids_sessions");
        Preprocessed("pattern");

        var bids = CohortManifest.Read(folder["data", "bids_sessions"]);
        var pattern = CohortManifest.Read(folder["data", "pattern"]);

        Assert.Equal(("sub-01_ses-02", "sub-01"), (bids.Patients[0].Name, bids.Patients[0].Subject));
        Assert.Equal(new LayoutChoice { Layout = CohortLayout.Bids }, bids.Layout);
        Assert.Equal(new LayoutChoice { Layout = CohortLayout.Pattern, Pattern = LayoutSamples.Pattern, Words = LayoutSamples.Words }, pattern.Layout);
        Assert.Equal("p", pattern.Patients[0].Subject);
        using var store = SliceStore.Open(folder["data", "bids_sessions"]);
        Assert.Equal("sub-01", store.Get("sub-01_ses-02").ToPatientSlices().Subject);
    }

    private CohortPatient Preprocessed(string layout)
    {
        LayoutSamples.Write(layout, folder[layout], [.. Enumerable.Range(1, 4).Select(i => Volume.Create<short>(Grid, Voxels((x, y, z) => (short)(100 * i + (x * y + i * z) % 37))))], Volume.Create<byte>(Grid, Voxels((x, y, z) => (byte)(x == 6 && z == 2 ? 1 : 0))));
        var result = Run(layout);
        Assert.Empty(result.Failed);
        return Assert.Single(result.Manifest!.Patients);
    }

    private CohortPreprocessingResult Run(string layout)
    {
        var choice = layout == "pattern" ? new LayoutChoice { Pattern = LayoutSamples.Pattern, Words = LayoutSamples.Words } : new();
        return CohortPreprocessor.Run(CohortFinder.Find(folder[layout], Modalities.Brats, choice), new() { DataFolder = folder["data", layout], Patient = new() { Size = 16 } });
    }

    /// <summary>A box away from the border.</summary>
    private static T[] Voxels<T>(Func<int, int, int, T> value)
        where T : struct
    {
        var (width, height, depth) = (Grid.Shape[0], Grid.Shape[1], Grid.Shape[2]);
        var voxels = new T[width * height * depth];
        for (var i = 0; i < voxels.Length; i++)
        {
            var (x, y, z) = (i % width, i / width % height, i / width / height);
            voxels[i] = x is > 1 and < 18 && y is > 1 and < 12 && z is > 0 and < 5 ? value(x, y, z) : default;
        }

        return voxels;
    }
}
