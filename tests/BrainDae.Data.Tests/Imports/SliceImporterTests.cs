using System.IO.Compression;
using System.Text;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Imports;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Data.Tests.Formats;
using BrainDae.Files;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Imports;

public sealed class SliceImporterTests : IDisposable
{
    private const int Size = 16;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Published_slices_are_those_of_our_own_preprocessing()
    {
        var imported = Import(TestFiles.Golden("preprocess", "npy_test"));

        const string Name = "BraTS2021_00000";
        var files = BratsCohort.Find(TestFiles.Golden("cohort")).Patients.Single(patient => patient.Name == Name);
        var own = PatientPreprocessor.Run(files, new());
        using var store = SliceStore.Open(folder["data"]);
        var slices = store.Get(Name).ToPatientSlices();
        Assert.Equal([Name], imported.Gapped);
        Assert.Equal([3, 9, 15], slices.SliceIndices);
        var (image, label) = (own.Images.Length / own.Count, own.Lesion.Length / own.Count);
        for (var i = 0; i < slices.Count; i++)
        {
            var at = own.SliceIndices.IndexOf(slices.SliceIndices[i]);
            var difference = slices.Images.Span.Slice(i * image, image).ToArray().Zip(own.Images.Span.Slice(at * image, image).ToArray(), (a, b) => Math.Abs(a - b)).Max();
            Assert.InRange(difference, 0, 1e-5);
            Assert.Equal(own.Lesion.Span.Slice(at * label, label), slices.Lesion.Span.Slice(i * label, label));
        }

        Assert.Contains((byte)1, slices.Lesion.ToArray());
        Assert.True(store.Get(Name).Order.IsIdentity);
        Assert.Equal([240, 240, 155], store.Get(Name).NativeGeometry.Shape);
    }

    [Fact]
    public void Folders_of_splits_become_the_split()
    {
        Slice("npy_train/patient_A/slice_4");
        Slice("npy_train/patient_B/slice_0");
        Slice("npy_val/patient_C/slice_7");
        Slice("npy_test/patient_D/slice_7");

        var imported = Import(folder["source"]);

        var split = SplitFiles.Read(SliceStore.SplitFolderOf(folder["data"]));
        Assert.True(imported.SplitFound);
        Assert.Equal(["A", "B"], split.Train);
        Assert.Equal(["C", "D"], [.. split.Val, .. split.Test]);
        Assert.Empty(imported.Gapped);
    }

    [Fact]
    public void Without_them_the_split_is_drawn_and_slices_are_in_the_order_of_their_numbers()
    {
        foreach (var name in (string[])["A", "B", "C", "D"])
        {
            Slice($"patient_{name}/slice_10", value: 10);
            Slice($"patient_{name}/slice_9", value: 9);
        }

        var imported = Import(folder["source"]);

        Assert.False(imported.SplitFound);
        Assert.Equal(CohortSplit.Draw(["A", "B", "C", "D"]).Train, imported.Split.Train);
        using var store = SliceStore.Open(folder["data"]);
        Assert.Equal([9, 10], store.Get("A").SliceIndices);
        Assert.Equal(9, store.Get("A").CopyImages([0])[0]);
        Assert.True(store.Get("A").IsHealthy(0, HealthyRule.Native));
    }

    [Fact]
    public void A_pixel_is_lesion_above_one_half()
    {
        Slice("patient_A/slice_0", lesion: 0.5f);
        Slice("patient_A/slice_1", lesion: 0.51f);

        Import(folder["source"]);

        using var store = SliceStore.Open(folder["data"]);
        Assert.Equal([0, Size * Size], store.Get("A").NativeLesionVoxels);
    }

    [Theory]
    [InlineData("patient_A/slice_x", "not called slice_N.npz")]
    [InlineData("patient_A/slice_99999", "not called slice_N.npz")]
    [InlineData("other/slice_0", "holds no patient_NAME")]
    public void Files_whose_place_is_not_known_are_refused(string slice, string fault)
    {
        Slice(slice);
        Refused(fault);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Slice("patient_A/slice_0");
        Slice("patient_A/slice_00");
        Refused("has the number of");
        Directory.Delete(folder["source"], recursive: true);
        Slice("npy_train/patient_A/slice_0");
        Slice("npy_test/patient_A/slice_0");
        Refused("is in npy_train already");
        Directory.Delete(folder["source"], recursive: true);
        Slice("patient_A/slice_0");
        Slice("patient_A/slice_1", size: 24);
        Refused("not [1, 4, 16, 16] and [1, 1, 16, 16]");
        Slice("patient_A/slice_1", value: float.NaN);
        Refused("no finite number");
        Slice("patient_A/slice_0", size: 20);
        Refused("N a multiple of 8");
    }

    [Fact]
    public void A_missing_folder_is_named() => Assert.Equal(
        FailureKind.MissingInput, Assert.Throws<BrainDaeException>(() => Import(folder["none"])).Kind);

    [Fact]
    public void A_data_folder_that_is_there_is_left_alone()
    {
        Slice("patient_A/slice_0");
        Import(folder["source"]);

        var failure = Assert.Throws<BrainDaeException>(() => Import(folder["source"]));

        Assert.Equal(FailureKind.OutputNotWritable, failure.Kind);
        Assert.Contains("holds preprocessed data already", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_import_is_done_again_but_not_over_other_patients()
    {
        Slice("patient_A/slice_0");
        Import(folder["source"]);
        File.Delete(folder["data", CohortManifest.FileName]);
        Import(folder["source"]);
        File.Delete(folder["data", CohortManifest.FileName]);
        Directory.Move(folder["source", "patient_A"], folder["source", "patient_B"]);

        var failure = Assert.Throws<BrainDaeException>(() => Import(folder["source"]));

        Assert.Contains("holds slices of A", failure.Message, StringComparison.Ordinal);
    }

    private ImportedSlices Import(string source) => SliceImporter.Run(source, folder["data"], cancellation: TestContext.Current.CancellationToken);

    private void Refused(string fault)
    {
        var failure = Assert.Throws<BrainDaeException>(() => Import(folder["source"]));
        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.Contains(fault, failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["data", CohortManifest.FileName]));
    }

    /// <summary>Writes a slice of one intensity and one label, as numpy.savez does.</summary>
    private void Slice(string name, float value = 1, float lesion = 0, int size = Size)
    {
        var path = folder["source", $"{name}.npz"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        TorchFile.Add(zip, "x.npy", Npy(4, value));
        TorchFile.Add(zip, "y.npy", Npy(1, lesion));

        byte[] Npy(int channels, float fill)
        {
            var header = Encoding.ASCII.GetBytes($"{{'descr': '<f4', 'fortran_order': False, 'shape': (1, {channels}, {size}, {size}), }}\n");
            return [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. header, .. Enumerable.Repeat(fill, channels * size * size).SelectMany(BitConverter.GetBytes)];
        }
    }
}
