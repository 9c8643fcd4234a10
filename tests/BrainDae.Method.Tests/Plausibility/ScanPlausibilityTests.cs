using System.Collections.Immutable;
using BrainDae.Data.Cohorts;
using BrainDae.Method.Plausibility;
using BrainDae.Nifti.Volumes;

namespace BrainDae.Method.Tests.Plausibility;

/// <summary>Scans that are wrong are marked with the likely reason; scans of other patients are not.</summary>
public sealed class ScanPlausibilityTests
{
    public static TheoryData<int, int> Pairs => new(Enumerable.Range(0, 4).SelectMany(one => Enumerable.Range(one + 1, 3 - one).Select(other => (one, other))));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_patient_that_the_model_does_not_know_is_plausible(int patient) => Assert.Empty(Doubts(PhantomScans.Unknown(patient)));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Exchanged_modalities_are_named(int one, int other)
    {
        var scans = PhantomScans.Unknown(0);
        var doubts = Doubts(scans.SetItem(one, scans[other]).SetItem(other, scans[one]));
        Assert.Equal($"P: probably the {Modalities.Brats[one]} and {Modalities.Brats[other]} scans are exchanged, because that fits what the model knows better. Check which file is which.", doubts[0]);
    }

    [Fact]
    public void Three_modalities_in_a_circle_are_named()
    {
        var scans = PhantomScans.Unknown(0);
        Assert.StartsWith(
            "P: probably scans have wrong names (the one given as t1 looks like flair, the one given as t1ce looks like t1, the one given as flair looks like t1ce), because",
            Doubts([scans[2], scans[0], scans[1], scans[3]])[0],
            StringComparison.Ordinal);
    }

    // A synthetic FLAIR has too few tissues: inverted, it could be that of another patient.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_inverted_modality_is_named(int modality)
    {
        var scans = PhantomScans.Unknown(0);
        var greatest = Greatest(scans[modality]);
        var doubts = Doubts(scans.SetItem(modality, PhantomScans.Changed(scans[modality], (value, _) => value > 0 ? greatest - value : 0)));
        Assert.Contains(doubts, doubt => doubt.StartsWith($"P: probably the {Modalities.Brats[modality]} scan is inverted, because", StringComparison.Ordinal));
    }

    [Fact]
    public void Clipped_intensities_are_named()
    {
        var scans = PhantomScans.Unknown(0);
        var half = 0.5 * Greatest(scans[3]);
        Assert.Contains(Doubts(scans.SetItem(3, PhantomScans.Changed(scans[3], (value, _) => Math.Min(value, half)))), doubt => doubt.Contains("foreground of t2 that has one and the same intensity", StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_voxel_is_named()
    {
        var scans = PhantomScans.Unknown(0);
        var brain = scans[0].Stored<short>().IndexOfAnyExcept((short)0);
        var doubts = Doubts(scans.SetItem(0, PhantomScans.Changed(scans[0], (value, i) => i == brain ? 3e38 : value)));
        Assert.Contains(doubts, doubt => doubt.Contains("the highest intensity of flair", StringComparison.Ordinal) && doubt.EndsWith("probably a damaged voxel.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Noise_is_implausible(bool withinBrain) => Assert.NotEmpty(Doubts(PhantomScans.Noise(PhantomScans.Unknown(0), withinBrain)));

    [Fact]
    public void A_field_of_view_that_is_full_is_no_brain()
    {
        var scans = PhantomScans.Unknown(0);
        Assert.Contains(
            Doubts([.. scans.Select(scan => PhantomScans.Changed(scan, (value, _) => value + 500.0))]),
            doubt => doubt.Contains("the volume of the foreground is", StringComparison.Ordinal) && doubt.EndsWith("probably a skull, or a background that is not 0.", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_voxel_sizes_are_implausible()
    {
        var doubts = Doubts([.. PhantomScans.Unknown(0).Select(scan => Volume.Create(scan.Geometry with { PixDim = [.. scan.Geometry.PixDim.Select((size, i) => i is > 0 and < 4 ? 3 * size : size)], SformCode = 0 }, scan.Stored<short>()))]);
        Assert.Contains(doubts, doubt => doubt.Contains("the distance of neighboring pixels or slices is", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_model_knows_survives_as_a_record()
    {
        var known = PhantomScans.Known;
        Assert.True(known.IsSound);
        Assert.Equal(8, known.Patients);
        Assert.All(known.Traits.Values, trait => Assert.InRange(trait.Mean, trait.Least - 1e-9, trait.Greatest + 1e-9));
        Assert.False((known with { Patients = 0 }).IsSound);
        Assert.False((known with { Traits = known.Traits.SetItem("brain_ml", known.Traits["brain_ml"] with { Deviation = double.NaN }) }).IsSound);
    }

    [Fact]
    public void Readings_are_their_own_inverse()
    {
        var traits = TraitMeasurement.Of(PhantomScans.Slices(PhantomScans.Unknown(0)))!;
        var twice = traits.Ordered([1, 0, 2, 3]).Ordered([1, 0, 2, 3]).Inverted(2).Inverted(2);
        Assert.Equal(
            traits.All.Where(IsPair).Select(trait => (trait.Name, Math.Round(trait.Value, 9))),
            twice.All.Where(IsPair).Select(trait => (trait.Name, Math.Round(trait.Value, 9))));

        static bool IsPair(Trait trait) => trait.Kind is TraitKind.Correlation or TraitKind.Skewness;
    }

    private static ImmutableArray<string> Doubts(ImmutableArray<Volume> scans) => ScanPlausibility.Doubts(PhantomScans.Slices(scans), PhantomScans.Known);

    private static short Greatest(Volume scan) => scan.Stored<short>().ToArray().Max();
}
