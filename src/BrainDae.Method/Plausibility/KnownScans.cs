using System.Collections.Immutable;
using BrainDae.Data.Slices;
using BrainDae.Files;

namespace BrainDae.Method.Plausibility;

/// <summary>
/// What the scans look like that a model knows: mean and spread of numbers such as the brain's volume, quantiles of each
/// modality and correlations between them, over the patients it was trained and calibrated on. Stored with the model, so
/// that scans which look otherwise are noticed. Immutable.
/// </summary>
/// <param name="Patients">How many patients were measured.</param>
/// <param name="Traits">Each number by name.</param>
public sealed record KnownScans(int Patients, ImmutableSortedDictionary<string, KnownTrait> Traits)
{
    /// <summary>Patients beyond which more would say the same; of more, these many are taken evenly spaced by name.</summary>
    public const int MaximumPatients = 100;

    /// <summary>Each takes about 200 MB while it is measured.</summary>
    private const int PatientsAtOnce = 4;

    // What dictionaries hold is not looked at by generated readers.
    internal bool IsSound => Patients > 0 && Traits.Values.All(trait => trait is not null && double.IsFinite(trait.Mean) && trait.Deviation >= 0 && trait.Least <= trait.Greatest);

    /// <summary>Measures patients of a data folder.</summary>
    /// <param name="store">The slices.</param>
    /// <param name="names">Whom the model knows; names that the folder lacks are passed over.</param>
    /// <param name="cancellation">Checked before each patient.</param>
    /// <returns>Null where there is nobody to measure.</returns>
    internal static KnownScans? Of(SliceStore store, IEnumerable<string> names, CancellationToken cancellation)
    {
        var stored = store.Manifest.Patients.Select(patient => patient.Name).ToHashSet(StringComparer.Ordinal);
        string[] all = [.. names.Where(stored.Contains).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var traits = new ScanTraits?[Math.Min(all.Length, MaximumPatients)];
        var threads = Math.Min(Environment.ProcessorCount, PatientsAtOnce);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        ExpectedFailure.OfMany(() => Parallel.For(0, traits.Length, options, i =>
        {
            var name = all[(long)i * all.Length / traits.Length];
            traits[i] = TraitMeasurement.Of(store.Get(name).ToPatientSlices());
            store.Release(name);
        }));
        ScanTraits[] measured = [.. traits.OfType<ScanTraits>()];
        return measured.Length == 0 ? null : Of(measured);
    }

    /// <summary>Puts the traits of patients together.</summary>
    /// <param name="patients">At least one.</param>
    internal static KnownScans Of(IReadOnlyCollection<ScanTraits> patients) => new(
        patients.Count,
        patients.SelectMany(patient => patient.All).GroupBy(trait => trait.Name, trait => trait.Value, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(values => values.Key, KnownTrait.Of, StringComparer.Ordinal));

    /// <summary>How far a trait lies from what is known, in standard deviations, 0 or more; 0 where the model knows no such trait.</summary>
    internal double Distance(Trait trait)
    {
        if (!Traits.TryGetValue(trait.Name, out var known))
        {
            return 0;
        }

        // Of few patients, the spread of the next one is known less well.
        var deviation = Math.Max(known.Deviation, trait.Kind.LeastDeviation()) * (1 + 2.0 / Patients);
        return double.IsFinite(trait.Value) ? Math.Abs(trait.Value - known.Mean) / deviation : double.PositiveInfinity;
    }
}

/// <summary>One number over the patients that a model knows.</summary>
/// <param name="Mean">Its mean.</param>
/// <param name="Deviation">Its standard deviation; 0 for a single patient.</param>
/// <param name="Least">The lowest of any patient.</param>
/// <param name="Greatest">The highest.</param>
public sealed record KnownTrait(double Mean, double Deviation, double Least, double Greatest)
{
    internal static KnownTrait Of(IEnumerable<double> values)
    {
        double[] all = [.. values.Select(value => double.IsFinite(value) ? value : 0)];
        var mean = all.Average();
        return new(mean, Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, all.Length - 1)), all.Min(), all.Max());
    }
}
