using System.Runtime.InteropServices;
using System.Text.Json;
using BrainDae.Data.Formats;
using BrainDae.Data.Slices;
using BrainDae.Data.Tests.Formats;
using BrainDae.Files;
using BrainDae.TestData;
using CsCheck;

namespace BrainDae.Data.Tests.Slices;

public sealed class SliceStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_damaged_byte_of_a_manifest_is_refused()
    {
        SlicePatients.WriteCohort(folder.Path, "a");
        var whole = File.ReadAllBytes(folder["manifest.json"]);
        for (var i = 0; i < whole.Length; i++)
        {
            File.WriteAllBytes(folder["manifest.json"], [.. whole[..i], (byte)(whole[i] ^ 1), .. whole[(i + 1)..]]);
            Refused(() => SliceStore.Open(folder.Path), "is not as it was written");
        }
    }

    [Fact]
    public void Every_damaged_byte_of_a_slice_file_is_noticed_when_it_is_read()
    {
        SlicePatients.WriteCohort(folder.Path, "a");
        var path = folder["slices", "a.safetensors"];
        var whole = File.ReadAllBytes(path);
        var header = 8 + (int)BitConverter.ToInt64(whole);
        var padding = header - whole.AsSpan(8, header - 8).TrimEnd((byte)' ').Length - 8;
        for (var i = 0; i < whole.Length; i++)
        {
            // Blanks that fill up the header mean nothing.
            if (i < header - padding || i >= header)
            {
                File.WriteAllBytes(path, [.. whole[..i], (byte)(whole[i] ^ 1), .. whole[(i + 1)..]]);
                Assert.Throws<BrainDaeException>(() =>
                {
                    using var store = SliceStore.Open(folder.Path);
                    store.Get("a").ToPatientSlices();
                });
            }
        }
    }

    [Fact]
    public void A_cohort_opens_with_its_patients_in_ordinal_order()
    {
        SlicePatients.WriteCohort(folder.Path, "b", "a ü", "B");
        using var store = SliceStore.Open(folder.Path);
        Assert.Equal(["B", "a ü", "b"], store.Patients);
        SlicePatients.AssertSame(SlicePatients.Create("a ü"), store.Get("a ü").ToPatientSlices());
        Assert.Same(store.Get("b"), store.Get("b"));
        foreach (var name in store.Patients)
        {
            store.Verify(name);
        }
    }

    [Fact]
    public void The_manifest_says_what_the_headers_say()
    {
        var written = SlicePatients.WriteCohort(folder.Path, "a", "b");
        using var json = JsonDocument.Parse(File.ReadAllText(folder["manifest.json"]));
        var patient = json.RootElement.GetProperty("patients")[1];
        Assert.Equal("slices/b.safetensors", patient.GetProperty("file").GetString());
        Assert.Equal((7, 9, 3), (patient.GetProperty("first_slice").GetInt32(), patient.GetProperty("last_slice").GetInt32(), patient.GetProperty("slices").GetInt32()));
        Assert.Equal((2, 1), (patient.GetProperty("healthy_slices").GetInt32(), patient.GetProperty("healthy_slices_native").GetInt32()));
        Assert.Equal(240, patient.GetProperty("native_shape")[0].GetInt32());
        Assert.Equal(1.0 / 3, patient.GetProperty("spacing")[1].GetDouble());
        Assert.Equal(16, patient.GetProperty("affine").GetArrayLength());
        Assert.Equal(0.99, json.RootElement.GetProperty("preprocessing").GetProperty("quantile").GetDouble());
        Assert.Equal(64, json.RootElement.GetProperty("data_sha256").GetString()!.Length);
        var read = CohortManifest.Read(folder.Path);
        Assert.Equal(written.DataSha256, read.DataSha256);
        Assert.Equal(("1.2.3", "/data/source", 6, "F32"), (read.SoftwareVersion, read.SourceFolder, read.Size, read.ImageType));
    }

    [Fact]
    public void The_data_hash_depends_on_the_data()
    {
        var before = SlicePatients.WriteCohort(folder.Path, "a", "b").DataSha256;
        Assert.Equal(before, SlicePatients.WriteCohort(folder.Path, "a", "b").DataSha256);
        var changed = SlicePatients.Create("b") with { SliceIndices = [6, 7, 8] };
        SliceStoreWriter.Write(folder.Path, changed, SlicePatients.Options);
        Assert.NotEqual(before, CohortManifest.Build(folder.Path, "", "").DataSha256);
    }

    [Fact]
    public void Patients_made_with_different_options_are_no_cohort()
    {
        SlicePatients.WriteCohort(folder.Path, "a");
        SliceStoreWriter.Write(folder.Path, SlicePatients.Create("b"), SlicePatients.HalfOptions);
        Refused(() => CohortManifest.Build(folder.Path, "", ""), "other options");
    }

    [Fact]
    public void A_file_under_another_patients_name_is_refused()
    {
        SlicePatients.WriteCohort(folder.Path, "a", "b");
        File.Copy(folder["slices", "a.safetensors"], folder["slices", "c.safetensors"]);
        Refused(() => CohortManifest.Build(folder.Path, "", ""), "another file name");
        File.Copy(folder["slices", "a.safetensors"], folder["slices", "b.safetensors"], overwrite: true);
        using var store = SliceStore.Open(folder.Path);
        Refused(() => store.Get("b"), "not the file that the manifest describes");
    }

    [Fact]
    public void What_is_missing_is_named_with_the_remedy()
    {
        Refused(() => SliceStore.Open(folder.Path), "manifest.json", FailureKind.MissingInput);
        Refused(() => CohortManifest.Build(folder.Path, "", ""), "no preprocessed patient", FailureKind.MissingInput);
        SlicePatients.WriteCohort(folder.Path, "a");
        File.Delete(folder["slices", "a.safetensors"]);
        using var store = SliceStore.Open(folder.Path);
        Refused(() => store.Get("a"), "a.safetensors", FailureKind.MissingInput);
        Refused(() => store.Get("nobody"), "nobody", FailureKind.MissingInput);
    }

    [Fact]
    public void A_changed_pixel_is_found_by_verification_and_when_its_slice_is_touched()
    {
        SlicePatients.WriteCohort(folder.Path, "a", "b");
        using (var stream = new FileStream(folder["slices", "b.safetensors"], FileMode.Open))
        {
            stream.Position = stream.Length - 1;
            stream.WriteByte(9);
        }

        using var store = SliceStore.Open(folder.Path);
        store.Verify("a");
        Refused(() => store.Verify("b"), "slice 3 of 3 is damaged");
        store.Get("b").Lesion(1);
        Refused(() => store.Get("b").Lesion(2), "slice 3 of 3 is damaged");
        Refused(() => store.Get("b").Labels(), "slice 3 of 3 is damaged");
        Refused(() => store.Get("b").ToPatientSlices(), "slice 3 of 3 is damaged");
    }

    [Fact]
    public void A_closed_store_opens_no_files()
    {
        SlicePatients.WriteCohort(folder.Path, "a");
        var store = SliceStore.Open(folder.Path);
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => store.Get("a"));
    }

    [Fact]
    public void Many_threads_read_the_same_patients()
    {
        SlicePatients.WriteCohort(folder.Path, "a", "b", "c");
        using var store = SliceStore.Open(folder.Path);
        var expected = SlicePatients.Create("a").Images.ToArray()[..144];
        Parallel.For(0, 300, i =>
        {
            var image = new float[144];
            store.Get(store.Patients[i % 3]).CopyImage(0, image);
            Assert.Equal(expected, image);
        });
    }

    [Fact]
    public void Slice_indices_beyond_all_bounds_are_refused()
    {
        SlicePatients.WriteCohort(folder.Path, "a");
        var path = folder["slices", "a.safetensors"];
        var bytes = File.ReadAllBytes(path);
        var indices = MemoryMarshal.AsBytes<int>([7, 8, 9]);
        MemoryMarshal.AsBytes<int>([int.MaxValue, 8, 9]).CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf(indices)));
        File.WriteAllBytes(path, bytes);
        Refused(() => PatientSliceFile.Open(path), "its index and the checksum of it do not agree");
        using (var file = SafetensorsFile.Open(path))
        {
            var seal = SliceSeal.OfIndex(file);
            System.Text.Encoding.ASCII.GetBytes(seal).CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(file.Metadata["index_sha256"]))));
        }

        File.WriteAllBytes(path, bytes);
        Refused(() => PatientSliceFile.Open(path), "slice indices");
    }

    [Fact]
    public void A_damaged_slice_file_or_manifest_is_read_or_refused_but_nothing_else()
    {
        SlicePatients.WriteCohort(folder.Path, "a");
        var slices = folder["slices", "a.safetensors"];
        Fuzz(slices, () => PatientSliceFile.Open(slices).Dispose());
        Fuzz(folder["manifest.json"], () => CohortManifest.Read(folder.Path));
    }

    private static void Fuzz(string path, Action read) => Damage.To(File.ReadAllBytes(path)).Sample(
        bytes =>
        {
            File.WriteAllBytes(path, bytes);
            try
            {
                read();
            }
            catch (BrainDaeException e)
            {
                Assert.Equal(FailureKind.InvalidInput, e.Kind);
            }
        },
        iter: 1500, threads: 1);

    private static void Refused(Action action, string text, FailureKind kind = FailureKind.InvalidInput)
    {
        var failure = Assert.Throws<BrainDaeException>(action);
        Assert.Equal(kind, failure.Kind);
        Assert.Contains(text, failure.Message, StringComparison.Ordinal);
        Assert.Contains("un braindae preprocess", failure.Message, StringComparison.Ordinal);
    }
}
