using System.IO.Compression;
using System.Text.Json;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Preprocessing;

/// <summary>Parity with the published reference implementation.</summary>
public sealed class GoldenPreprocessingTests
{
    private const int Pixels = 128 * 128;

    public static TheoryData<string> Names => ["BraTS2021_00000", "BraTS2021_00001", "BraTS2021_00002", "BraTS2021_00003"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_slices_are_kept(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(TestFiles.Golden("preprocess_slices.json")));
        var expected = json.RootElement.GetProperty($"patient_{name}").EnumerateArray().Select(index => index.GetInt32());
        Assert.Equal(expected, Preprocess(name).SliceIndices);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Mean_and_deviation_of_each_slice_and_modality_are_the_same(string name)
    {
        var expected = Npy.Golden("preprocess", $"patient_{name}_x_mean_std.npy");
        var patient = Preprocess(name);
        Assert.Equal([patient.Count, 2 * Modalities.Brats.Count], expected.Shape);
        for (var slice = 0; slice < patient.Count; slice++)
        {
            for (var channel = 0; channel < Modalities.Brats.Count; channel++)
            {
                var values = Channel(patient, slice, channel);
                var mean = values.Average(value => (double)value);
                var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
                Assert.Equal(expected.Values[slice * 8 + channel], mean, 1e-6);
                Assert.Equal(expected.Values[slice * 8 + 4 + channel], deviation, 1e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_slice_has_as_many_lesion_pixels(string name)
    {
        var expected = Npy.Golden("preprocess", $"patient_{name}_y_count.npy").Values;
        var patient = Preprocess(name);
        var counts = Enumerable.Range(0, patient.Count).Select(slice => (double)Label(patient, slice).Sum(pixel => pixel));
        Assert.Equal(expected, counts);
        Assert.Contains(expected, count => count > 0);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(15)]
    public void Every_pixel_of_a_slice_is_the_same(int index)
    {
        const string name = "BraTS2021_00000";
        using var npz = ZipFile.OpenRead(TestFiles.Golden("preprocess", "npy_test", $"patient_{name}", $"slice_{index}.npz"));
        var (image, label) = (Entry(npz, "x.npy"), Entry(npz, "y.npy"));
        var patient = Preprocess(name);
        var slice = patient.SliceIndices.IndexOf(index);

        var actual = patient.Images.Span.Slice(slice * Modalities.Brats.Count * Pixels, Modalities.Brats.Count * Pixels);
        Assert.Equal(image.Values.Length, actual.Length);
        var largest = 0.0;
        for (var i = 0; i < actual.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(image.Values[i] - actual[i]));
        }

        Assert.InRange(largest, 0, 1e-6);
        Assert.Equal(label.Values.Select(value => value > 0.5 ? (byte)1 : (byte)0), Label(patient, slice));
    }

    private static PatientSlices Preprocess(string name) =>
        PatientPreprocessor.Run(BratsCohort.Find(TestFiles.Golden("cohort")).Patients.Single(patient => patient.Name == name), new());

    private static float[] Channel(PatientSlices patient, int slice, int channel) =>
        patient.Images.Slice((slice * Modalities.Brats.Count + channel) * Pixels, Pixels).ToArray();

    private static byte[] Label(PatientSlices patient, int slice) => patient.Lesion.Slice(slice * Pixels, Pixels).ToArray();

    private static Npy Entry(ZipArchive npz, string name)
    {
        using var stream = npz.GetEntry(name)!.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return Npy.Parse(memory.ToArray());
    }
}
