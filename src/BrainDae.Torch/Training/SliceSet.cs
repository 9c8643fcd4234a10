using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.NativeSpace;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;

namespace BrainDae.Torch.Training;

/// <summary>The healthy slices of some patients, in a fixed order; reads them from the mapped store when asked.</summary>
public sealed class SliceSet
{
    // By name, so that a patient whose file was unmapped in the meantime is opened again.
    private readonly ImmutableArray<(string Patient, int Slice)> slices;
    private readonly SliceStore store;

    private SliceSet(SliceStore store, ImmutableArray<(string Patient, int Slice)> slices) => (this.store, this.slices) = (store, slices);

    /// <summary>What the slices show, in the order of their channels.</summary>
    public Modalities Modalities => store.Manifest.Modalities;

    /// <summary>Number of slices.</summary>
    public int Count => slices.Length;

    /// <summary>
    /// Collects every slice without lesion whose neighbors have none either, patients in the order that CPython's Random(seed).shuffle gives their
    /// sorted names (reference behaviour), slices of a patient in rising order.
    /// </summary>
    /// <param name="store">The slices on disk.</param>
    /// <param name="patients">Names of the patients.</param>
    /// <param name="rule">What counts as healthy.</param>
    /// <param name="orderSeed">Seed of the patients' order.</param>
    /// <param name="neighbors">Slices on each side that must be healthy too.</param>
    public static SliceSet Healthy(SliceStore store, IEnumerable<string> patients, HealthyRule rule, long orderSeed, int neighbors = 0)
    {
        ArgumentNullException.ThrowIfNull(store);
        string[] names = [.. patients.Order(StringComparer.Ordinal)];
        new CPythonRandom(orderSeed).Shuffle(names.AsSpan());
        return new(store, [.. names.Select(store.Get).SelectMany(patient => Enumerable.Range(0, patient.Count)
            .Where(slice => Enumerable.Range(slice - neighbors, 2 * neighbors + 1).All(near => patient.IsHealthy(Within(patient, near), rule)))
            .Select(slice => (patient.Name, slice)))]);
    }

    /// <summary>Copies one slice or a neighbor of it, shape [modality, x, y] in C order.</summary>
    /// <param name="index">The slice.</param>
    /// <param name="destination">Receives it.</param>
    /// <param name="offset">How many slices further on in its patient, or before it; where the volume ends, the last slice is repeated.</param>
    public void Copy(int index, Span<float> destination, int offset = 0)
    {
        var patient = store.Get(slices[index].Patient);
        patient.CopyImage(Within(patient, slices[index].Slice + offset), destination);
    }

    /// <summary>How far a neighbor is from its slice, in pixels of the slice.</summary>
    internal double Distance(int index, int offset)
    {
        var patient = store.Get(slices[index].Patient);
        var spacing = ScanSpacing.OfSlices(patient.Geometry, patient.Size);
        return (Within(patient, slices[index].Slice + offset) - slices[index].Slice) * spacing.Slice / Math.Sqrt(spacing.Row * spacing.Column);
    }

    private static int Within(PatientSliceFile patient, int slice) => Math.Clamp(slice, 0, patient.Count - 1);
}
