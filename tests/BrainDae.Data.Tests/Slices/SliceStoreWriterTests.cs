using System.Security.Cryptography;
using BrainDae.Data.Formats;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Slices;

public sealed class SliceStoreWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true, ElementType.F32)]
    [InlineData(true, ElementType.F16)]
    [InlineData(false, ElementType.F32)]
    public void A_patient_comes_back_as_it_was(bool labelled, ElementType type)
    {
        // The intensities of this patient are exact in half precision.
        var patient = SlicePatients.Create("p", labelled);
        SliceStoreWriter.Write(folder.Path, patient, SlicePatients.Options with { ImageType = type });
        using var file = PatientSliceFile.Open(folder["slices", "p.safetensors"]);
        SlicePatients.AssertSame(patient, file.ToPatientSlices());
        Assert.Equal(labelled, file.HasLabel);
        Assert.Equal(type, file.ImageType);
        Assert.True(file.IsIntact());
    }

    [Fact]
    public void One_slice_is_read_without_the_rest()
    {
        var patient = SlicePatients.Create("p");
        SliceStoreWriter.Write(folder.Path, patient, SlicePatients.HalfOptions);
        using var file = PatientSliceFile.Open(folder["slices", "p.safetensors"]);
        var image = new float[4 * SlicePatients.Size * SlicePatients.Size];
        file.CopyImage(1, image);
        Assert.Equal(patient.Images.Slice(image.Length, image.Length).ToArray(), image);
        Assert.Equal(1, file.Lesion(2)[^2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.CopyImage(3, image));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.CopyImage(-1, image));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.CopyImage(0, new float[3]));
    }

    [Fact]
    public void A_lesion_that_resizing_loses_is_healthy_by_one_rule_only()
    {
        SliceStoreWriter.Write(folder.Path, SlicePatients.Create("p"), SlicePatients.Options);
        using var file = PatientSliceFile.Open(folder["slices", "p.safetensors"]);
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(i => file.IsHealthy(i, HealthyRule.Resized)));
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(i => file.IsHealthy(i, HealthyRule.Native)));
    }

    [Fact]
    public void All_slices_count_as_healthy_without_a_label()
    {
        SliceStoreWriter.Write(folder.Path, SlicePatients.Create("p", labelled: false), SlicePatients.Options);
        using var file = PatientSliceFile.Open(folder["slices", "p.safetensors"]);
        Assert.All(Enumerable.Range(0, 3), slice => Assert.True(file.IsHealthy(slice, HealthyRule.Resized) && file.IsHealthy(slice, HealthyRule.Native)));
    }

    [Fact]
    public void A_patient_is_done_only_with_the_same_options_and_a_whole_file()
    {
        Assert.False(SliceStoreWriter.IsDone(folder.Path, "p", SlicePatients.Options));
        SliceStoreWriter.Write(folder.Path, SlicePatients.Create("p"), SlicePatients.Options);
        Assert.True(SliceStoreWriter.IsDone(folder.Path, "p", SlicePatients.Options));
        Assert.False(SliceStoreWriter.IsDone(folder.Path, "p", SlicePatients.HalfOptions));
        Assert.False(SliceStoreWriter.IsDone(folder.Path, "p", SlicePatients.Options with { PreprocessingJson = "{}" }));
        Assert.False(SliceStoreWriter.IsDone(folder.Path, "q", SlicePatients.Options));
        using (var stream = File.OpenWrite(folder["slices", "p.safetensors"]))
        {
            stream.SetLength(stream.Length - 1);
        }

        Assert.False(SliceStoreWriter.IsDone(folder.Path, "p", SlicePatients.Options));
    }

    [Fact]
    public void The_recorded_hash_is_that_of_the_bytes_after_the_header()
    {
        SliceStoreWriter.Write(folder.Path, SlicePatients.Create("p"), SlicePatients.Options);
        var bytes = File.ReadAllBytes(folder["slices", "p.safetensors"]);
        var data = bytes.AsSpan(8 + BitConverter.ToInt32(bytes, 0));
        using var file = PatientSliceFile.Open(folder["slices", "p.safetensors"]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(data)), file.ContentSha256);
    }

    [Fact]
    public void Values_beyond_half_precision_are_refused_rather_than_made_infinite()
    {
        var patient = SlicePatients.Create("p") with { Images = Enumerable.Repeat(7e4f, 3 * 4 * 36).ToArray() };
        Assert.Equal(FailureKind.InvalidInput, Assert.Throws<BrainDaeException>(() => SliceStoreWriter.Write(folder.Path, patient, SlicePatients.HalfOptions)).Kind);
    }

    [Fact]
    public void Arrays_that_do_not_fit_each_other_are_refused()
    {
        var patient = SlicePatients.Create("p");
        Assert.Throws<ArgumentException>(() => SliceStoreWriter.Write(folder.Path, patient with { Images = new float[5] }, SlicePatients.Options));
        Assert.Throws<ArgumentException>(() => SliceStoreWriter.Write(folder.Path, patient with { NativeLesionVoxels = [] }, SlicePatients.Options));
        Assert.Throws<ArgumentException>(() => SliceStoreWriter.Write(folder.Path, patient with { IntensityScale = [1] }, SlicePatients.Options));
    }

    [Fact]
    public void Half_precision_is_widened_as_the_runtime_widens_it()
    {
        // All 65,536 halves as the intensities of one slice.
        var halves = Enumerable.Range(0, 1 << 16).Select(i => BitConverter.UInt16BitsToHalf((ushort)i)).ToArray();
        var patient = SlicePatients.Create("p", labelled: false) with
        {
            Size = 128, SliceIndices = [0], Images = Array.ConvertAll(halves, h => (float)h),
        };
        SliceStoreWriter.Write(folder.Path, patient, SlicePatients.HalfOptions);
        using var file = PatientSliceFile.Open(folder["slices", "p.safetensors"]);
        var widened = new float[1 << 16];
        file.CopyImage(0, widened);
        Assert.Equal(halves.Select(h => (float)h), widened);
        Assert.Equal(BitConverter.SingleToInt32Bits(-0f), BitConverter.SingleToInt32Bits(widened[0x8000]));
    }
}
