using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;

namespace BrainDae.Torch.Training;

/// <summary>The healthy slices of some patients, in a fixed order; reads them from the mapped store when asked.</summary>
public sealed class SliceSet
{
    private readonly ImmutableArray<(PatientSliceFile Patient, int Slice)> slices;

    private SliceSet(ImmutableArray<(PatientSliceFile Patient, int Slice)> slices, Modalities modalities) => (this.slices, Modalities) = (slices, modalities);

    /// <summary>What the slices show, in the order of their channels.</summary>
    public Modalities Modalities { get; }

    /// <summary>Number of slices.</summary>
    public int Count => slices.Length;

    /// <summary>
    /// Collects every slice without lesion, patients in the order that CPython's Random(seed).shuffle gives their
    /// sorted names (reference behaviour), slices of a patient in rising order.
    /// </summary>
    /// <param name="store">The slices on disk.</param>
    /// <param name="patients">Names of the patients.</param>
    /// <param name="rule">What counts as healthy.</param>
    /// <param name="orderSeed">Seed of the patients' order.</param>
    public static SliceSet Healthy(SliceStore store, IEnumerable<string> patients, HealthyRule rule, long orderSeed)
    {
        ArgumentNullException.ThrowIfNull(store);
        string[] names = [.. patients.Order(StringComparer.Ordinal)];
        new CPythonRandom(orderSeed).Shuffle(names.AsSpan());
        return new([.. names.Select(store.Get).SelectMany(patient => Enumerable.Range(0, patient.Count)
            .Where(slice => patient.IsHealthy(slice, rule))
            .Select(slice => (patient, slice)))], store.Manifest.Modalities);
    }

    /// <summary>Copies one slice, shape [modality, x, y] in C order.</summary>
    public void Copy(int index, Span<float> destination) =>
        slices[index].Patient.CopyImage(slices[index].Slice, destination);
}
