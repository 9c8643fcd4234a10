using BrainDae.Data.Cohorts;
using BrainDae.Phantom.Tumours;

namespace BrainDae.Phantom.Tests;

public sealed class PhantomLesionTests
{
    private const double VoxelMillilitres = 4 * 4 * (155 / 32.0) / 1000;

    private static readonly PhantomOptions Options = PhantomOptions.ForShape(60, 60, 32) with { Seed = 5 };
    private static readonly Lazy<PhantomPatient[]> Patients = new(() => [.. Enumerable.Range(0, 12).Select(i => PhantomGenerator.Generate(Options, i))]);
    private static readonly Lazy<PhantomPatient[]> HealthyTwins =
        new(() => [.. Enumerable.Range(0, 12).Select(i => PhantomGenerator.Generate(Options with { HealthyFraction = 1 }, i))]);

    [Fact]
    public void Labels_are_those_of_BraTS()
    {
        var labels = Patients.Value.SelectMany(p => p.Segmentation.Bytes.ToArray()).Distinct().Order();
        Assert.Equal([0, 1, 2, 4], labels.Select(l => (int)l));
    }

    [Fact]
    public void Lesion_volumes_stay_in_the_range_and_differ()
    {
        var volumes = Patients.Value.Select(p => LesionVoxels(p) * VoxelMillilitres).ToArray();
        Assert.All(volumes, v => Assert.InRange(v, 15 * 0.85, 160 * 1.01));
        Assert.True(volumes.Max() > 2.5 * volumes.Min(), string.Join(' ', volumes));
    }

    [Fact]
    public void A_lesion_volume_that_is_fixed_is_met()
    {
        // One lesion: two might overlap.
        var fixedVolume = Options with { LesionVolume = (40, 40), TwoLesionFraction = 0 };
        Assert.All(Enumerable.Range(0, 4), i => Assert.InRange(LesionVoxels(PhantomGenerator.Generate(fixedVolume, i)) * VoxelMillilitres, 39.9, 40.1));
    }

    [Fact]
    public void Every_patient_has_slices_with_and_without_lesion()
    {
        foreach (var patient in Patients.Value)
        {
            var seg = patient.Segmentation.Bytes.ToArray().Chunk(60 * 60).ToArray();
            var flair = patient[Modality.Flair].ToArray().Chunk(60 * 60).ToArray();
            var healthy = Enumerable.Range(0, 32).Count(z => flair[z].Any(v => v > 0) && seg[z].All(l => l == 0));
            Assert.InRange(healthy, 5, 25);
        }
    }

    [Fact]
    public void A_healthy_cohort_has_no_lesion_but_a_lesion_cohort_has_one_each()
    {
        Assert.All(Enumerable.Range(0, 3), i => Assert.Equal(0, LesionVoxels(PhantomGenerator.Generate(Options with { HealthyFraction = 1 }, i))));
        Assert.All(Patients.Value, p => Assert.True(LesionVoxels(p) > 0));
    }

    [Fact]
    public void Lesions_show_where_each_sequence_shows_them()
    {
        Assert.True(Contrast(Modality.Flair, LesionGrowth.Oedema) > 1.25);
        Assert.True(Contrast(Modality.T2, LesionGrowth.Oedema) > 1.15);
        Assert.True(Contrast(Modality.T1, LesionGrowth.Oedema) < 0.95);
        Assert.True(Contrast(Modality.T1, LesionGrowth.Necrosis) < 0.85);
        Assert.True(Contrast(Modality.T2, LesionGrowth.Necrosis) > 1.25);
        Assert.True(Contrast(Modality.T1ce, LesionGrowth.Enhancing) > 1.25);
    }

    [Fact]
    public void Thresholding_flair_is_a_fair_baseline_that_leaves_room_above()
    {
        var precision = AveragePrecision([.. Patients.Value.SelectMany(Pixels)]);
        Assert.InRange(precision, 0.4, 0.8);
    }

    /// <summary>Median over patients of the mean in a label, relative to the same voxels of the patient without lesion.</summary>
    private static double Contrast(Modality modality, byte label)
    {
        var ratios = new List<double>();
        foreach (var (patient, twin) in Patients.Value.Zip(HealthyTwins.Value))
        {
            var seg = patient.Segmentation.Bytes.ToArray();
            var (signal, healthy) = (patient[modality].ToArray(), twin[modality].ToArray());
            var voxels = Enumerable.Range(0, seg.Length).Where(i => seg[i] == label && healthy[i] > 0).ToList();
            if (voxels.Count > 0)
            {
                ratios.Add(voxels.Sum(i => signal[i]) / voxels.Sum(i => healthy[i]));
            }
        }

        return ratios.Order().ElementAt(ratios.Count / 2);
    }

    private static IEnumerable<(double Score, bool Lesion)> Pixels(PhantomPatient patient)
    {
        var (seg, flair) = (patient.Segmentation.Bytes.ToArray(), patient[Modality.Flair].ToArray());
        var brain = flair.Where(v => v > 0).Order().ToArray();
        var scale = brain[(int)(0.99 * brain.Length)];
        return flair.Select((v, i) => (v / scale, seg[i] > 0)).Where(pixel => pixel.Item1 > 0);
    }

    private static double AveragePrecision((double Score, bool Lesion)[] pixels)
    {
        var (found, sum, rank) = (0, 0.0, 0);
        foreach (var (_, lesion) in pixels.OrderByDescending(p => p.Score))
        {
            rank++;
            if (lesion)
            {
                found++;
                sum += found / (double)rank;
            }
        }

        return sum / found;
    }

    private static int LesionVoxels(PhantomPatient patient) => patient.Segmentation.Bytes.ToArray().Count(l => l > 0);
}
