using System.IO.Compression;
using System.Runtime.InteropServices;
using BrainDae.Benchmarks.Workers;
using BrainDae.Benchmarks.Workloads;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace BrainDae.Benchmarks.Published;

/// <summary>
/// One patient on one thread: five volumes as doubles, the quantile by sorting, each slice resized by libtorch and
/// written to a compressed archive of its own.
/// </summary>
internal sealed class PublishedPreprocessing : IWorkload
{
    private readonly OnePatientFiles patient;

    public PublishedPreprocessing(Settings settings)
    {
        set_num_threads(1);
        patient = new(settings);
    }

    public double Run()
    {
        var scans = patient.Files.Scans.Values.Select(scan => PlainNifti.Read(scan.Path)).ToArray();
        var label = PlainNifti.Read(patient.Files.Segmentation!);
        foreach (var scan in scans)
        {
            DivideByQuantile(scan.Values);
        }

        var area = label.Width * label.Height;
        int[] shown = [.. Enumerable.Range(0, label.Depth).Where(z => scans.Sum(s => s.Values.AsSpan(z * area, area).ToArray().Sum()) / 4 > 0.5)];
        var total = 0.0;
        for (var z = shown[0]; z <= shown[^1]; z++)
        {
            using var scope = NewDisposeScope();
            var images = Resize([.. scans.SelectMany(s => s.Values.AsSpan(z * area, area).ToArray())], 4, label);
            var lesion = Resize([.. label.Values.AsSpan(z * area, area).ToArray().Select(v => v > 0.5 ? 1.0 : 0.0)], 1, label);
            Save(Path.Combine(patient.OutputFolder, $"{z}.npz"), images, lesion);
            total += images.sum().item<double>();
        }

        return total;
    }

    public void Dispose() => patient.Dispose();

    private static void DivideByQuantile(double[] values)
    {
        var positive = values.Where(v => v > 0).ToArray();
        Array.Sort(positive);
        var position = 0.99 * (positive.Length - 1);
        var lower = (int)position;
        var upper = Math.Min(lower + 1, positive.Length - 1);
        var quantile = positive[lower] + (positive[upper] - positive[lower]) * (position - lower);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] /= quantile;
        }
    }

    // Files hold x fastest, so the rows of this tensor are y: the transpose of the published slices, at the same cost.
    private static Tensor Resize(double[] values, int channels, PlainNifti grid) =>
        interpolate(tensor(values, [1, channels, grid.Height, grid.Width]), [128, 128], mode: InterpolationMode.Bilinear, align_corners: false);

    private static void Save(string path, Tensor images, Tensor lesion)
    {
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var (name, tensor) in new[] { ("x.npy", images), ("y.npy", lesion) })
        {
            using var entry = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
            entry.Write(MemoryMarshal.AsBytes(tensor.data<double>().ToArray().AsSpan()));
        }
    }
}
