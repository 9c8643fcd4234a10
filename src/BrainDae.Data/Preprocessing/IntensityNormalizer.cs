using System.Buffers;
using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BrainDae.Files;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Data.Preprocessing;

/// <summary>
/// Divides one modality of one patient by a quantile of its voxels above 0, so that scans of any scale compare: after
/// it, 1 is that quantile. Immutable.
/// </summary>
internal sealed class IntensityNormalizer
{
    private readonly Volume volume;

    private IntensityNormalizer(Volume volume, IntensityStatistics statistics)
    {
        this.volume = volume;
        Scale = statistics.Quantile;
        SliceSums = [.. statistics.SliceSums.Select(sum => sum / Scale)];
    }

    /// <summary>The divisor: the quantile, linearly interpolated, of the scaled values above 0.</summary>
    public double Scale { get; }

    /// <summary>For each slice along the third axis, the sum of its normalised voxels.</summary>
    public ImmutableArray<double> SliceSums { get; }

    /// <summary>Measures the divisor of a volume.</summary>
    /// <param name="volume">A scan with at least three axes; those beyond the third of length 1.</param>
    /// <param name="quantile">See <see cref="PreprocessingOptions.Quantile"/>.</param>
    /// <param name="path">The file it was read from, for messages.</param>
    /// <exception cref="BrainDaeException">A voxel is not a finite number, or none is above 0.</exception>
    public static IntensityNormalizer Fit(Volume volume, double quantile, string path)
    {
        var statistics = IntensityStatistics.Of(volume, quantile);
        var bad = Array.FindIndex(statistics.SliceSums, sum => !double.IsFinite(sum));
        if (bad >= 0)
        {
            throw BrainDaeException.Invalid($"{path}: slice {bad} holds NaN or infinite voxels. Repair the scan or leave the patient out.");
        }

        return statistics.Quantile > 0
            ? new(volume, statistics)
            : throw BrainDaeException.Invalid($"{path}: no voxel is above 0. Check that the file holds a scan, or leave the patient out.");
    }

    /// <summary>Writes a slice's normalised voxels in the volume's order, first axis fastest.</summary>
    /// <param name="slice">Index along the third axis.</param>
    /// <param name="destination">As many elements as a slice has voxels.</param>
    /// <remarks>Correct to a few units in the last place of single precision, whatever the stored type.</remarks>
    public void Normalize(int slice, Span<float> destination)
    {
        // What BraTS scans are: 16 bits fit a float exactly, and whole vectors are converted at once.
        if (volume is { VoxelType: VoxelType.Int16, Intercept: 0 })
        {
            Multiply(volume.Stored<short>().Slice(slice * destination.Length, destination.Length), (float)(volume.Slope / Scale), destination);
            return;
        }

        var values = ArrayPool<double>.Shared.Rent(destination.Length);
        volume.CopyValues(slice * destination.Length, values.AsSpan(0, destination.Length));
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = (float)(values[i] / Scale);
        }

        ArrayPool<double>.Shared.Return(values);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(ReadOnlySpan<short> stored, float factor, Span<float> destination)
    {
        var sources = MemoryMarshal.Cast<short, Vector<short>>(stored);
        var targets = MemoryMarshal.Cast<float, Vector<float>>(destination);
        for (var v = 0; v < sources.Length; v++)
        {
            Vector.Widen(sources[v], out var low, out var high);
            targets[2 * v] = Vector.ConvertToSingle(low) * factor;
            targets[2 * v + 1] = Vector.ConvertToSingle(high) * factor;
        }

        for (var i = sources.Length * Vector<short>.Count; i < stored.Length; i++)
        {
            destination[i] = stored[i] * factor;
        }
    }
}
