using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Formats.NumPy;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Files;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Imports;

/// <summary>Reads a patient's published slices: x [1, modality, size, size], y [1, 1, size, size], lesion where y exceeds 0.5.</summary>
internal static class PublishedSlices
{
    private const double LesionAbove = 0.5;
    private const int HeaderLength = 1 << 16;

    /// <summary>
    /// The grid that the published implementation was written for, since its slices do not tell their own: BraTS, 240 x
    /// 240 voxels of 1 mm, slices 1 mm apart, stored LPS.
    /// </summary>
    private static readonly ImmutableArray<int> Grid = [240, 240, 155];

    /// <exception cref="BrainDaeException">A file cannot be read, or its arrays do not fit the others.</exception>
    public static PatientSlices Read(PublishedPatient patient, Modalities modalities)
    {
        var size = SizeOf(patient.Slices[0].Path, modalities);
        var (count, pixels) = (patient.Slices.Length, size * size);
        var images = new float[checked(count * modalities.Count * pixels)];
        var lesion = new byte[count * pixels];
        ExpectedFailure.OfMany(() => Parallel.For(0, count, i =>
        {
            var (x, y) = Arrays(patient.Slices[i].Path, modalities, size);
            Copy(patient.Slices[i].Path, x, images.AsSpan(i * modalities.Count * pixels, modalities.Count * pixels));
            for (var pixel = 0; pixel < pixels; pixel++)
            {
                lesion[(i * pixels) + pixel] = y.Values[pixel] > LesionAbove ? (byte)1 : (byte)0;
            }
        }));
        return new()
        {
            Name = patient.Name,
            Modalities = modalities,
            Size = size,
            SliceIndices = [.. patient.Slices.Select(slice => slice.Index)],
            Images = images,
            Lesion = lesion,
            NativeLesionVoxels = [.. Enumerable.Range(0, count).Select(i => pixels - lesion.AsSpan(i * pixels, pixels).Count((byte)0))],
            IntensityScale = [.. modalities.Select(_ => 1.0)],
            NativeGeometry = VolumeGeometry.Unit(Grid[0], Grid[1], Math.Max(Grid[2], patient.Slices[^1].Index + 1)) with { SformRows = [-1, 0, 0, 0, 0, -1, 0, Grid[1] - 1, 0, 0, 1, 0] },
        };
    }

    private static int SizeOf(string path, Modalities modalities)
    {
        var shape = Reader(modalities, PreprocessingOptions.MaxSize).Read(path, "x")[0].Shape;
        return shape is [1, var channels, >= PreprocessingOptions.MinSize and <= PreprocessingOptions.MaxSize and var size, _] && channels == modalities.Count && size % PreprocessingOptions.SizeMultiple == 0
            ? size
            : throw BrainDaeException.Invalid($"{path}: its array 'x' has the shape [{string.Join(", ", shape)}], not [1, {modalities.Count}, N, N] with N a multiple of {PreprocessingOptions.SizeMultiple} from {PreprocessingOptions.MinSize} to {PreprocessingOptions.MaxSize}. Name its modalities with {new OptionName("modalities")}.");
    }

    private static (NpyArray X, NpyArray Y) Arrays(string path, Modalities modalities, int size)
    {
        var arrays = Reader(modalities, size).Read(path, "x", "y");
        return arrays[0].Shape.SequenceEqual([1, modalities.Count, size, size]) && arrays[1].Shape.SequenceEqual([1, 1, size, size])
            ? (arrays[0], arrays[1])
            : throw BrainDaeException.Invalid($"{path}: its arrays have the shapes [{string.Join(", ", arrays[0].Shape)}] and [{string.Join(", ", arrays[1].Shape)}], not [1, {modalities.Count}, {size}, {size}] and [1, 1, {size}, {size}] as the patient's first slice. Preprocess the patient again.");
    }

    /// <summary>Takes what such slices can have at most.</summary>
    private static NpzFile Reader(Modalities modalities, int size) => new(HeaderLength + ((long)modalities.Count * size * size * sizeof(double)));

    private static void Copy(string path, NpyArray x, Span<float> image)
    {
        for (var i = 0; i < image.Length; i++)
        {
            image[i] = (float)x.Values[i];
            if (!float.IsFinite(image[i]))
            {
                throw BrainDaeException.Invalid($"{path}: its array 'x' holds a value that is no finite number. Preprocess the patient again.");
            }
        }
    }
}
