using BrainDae.Data.Cohorts;
using BrainDae.Nifti.Volumes;
using BrainDae.Phantom.Anatomy;
using BrainDae.Phantom.Tumours;

namespace BrainDae.Phantom.Tests;

public sealed class PhantomAnatomyTests
{
    private static readonly PhantomOptions Options = PhantomOptions.ForShape(72, 72, 40);
    private static readonly Lazy<PhantomPatient[]> Patients = new(() => [.. Enumerable.Range(0, 4).Select(i => PhantomGenerator.Generate(Options, i))]);

    [Fact]
    public void Every_volume_lies_on_the_same_grid_with_the_requested_spacing()
    {
        foreach (var volume in Patients.Value.SelectMany(p => p.Scans.Append(p.Segmentation)))
        {
            Assert.Equal([72, 72, 40], volume.Shape);
            Assert.Equal(240 / 72.0, volume.Geometry.Spacing.X, 5);
            Assert.Equal(155 / 40.0, volume.Geometry.Spacing.Z, 5);
        }

        Assert.All(Patients.Value.SelectMany(p => p.Scans), scan => Assert.Equal(VoxelType.Int16, scan.VoxelType));
        Assert.All(Patients.Value, p => Assert.Equal(VoxelType.UInt8, p.Segmentation.VoxelType));
    }

    [Fact]
    public void The_quaternion_and_the_matrix_of_the_header_say_the_same()
    {
        var geometry = Patients.Value[0].Segmentation.Geometry;
        Assert.Equal((short)1, geometry.QformCode);
        Assert.Equal((short)1, geometry.SformCode);
        var fromQuaternion = (geometry with { SformCode = 0 }).Affine;
        for (var i = 0; i < 16; i++)
        {
            Assert.Equal(geometry.Affine[i], fromQuaternion[i], 4);
        }

        Assert.True(geometry.Affine[0] < 0 && geometry.Affine[5] < 0 && geometry.Affine[10] > 0, "left, posterior, superior");
    }

    [Fact]
    public void All_modalities_are_zero_outside_the_same_brain_and_positive_within_it()
    {
        foreach (var patient in Patients.Value)
        {
            var brain = patient[Modality.Flair].ToArray().Select(v => v > 0).ToArray();
            Assert.InRange(brain.Count(b => b) * VoxelMillilitres, 1000, 1800);
            Assert.All(patient.Scans, scan => Assert.True(brain.SequenceEqual(scan.ToArray().Select(v => v > 0))));
            Assert.DoesNotContain(patient.Segmentation.ToArray().Zip(brain), pair => pair.First > 0 && !pair.Second);
        }
    }

    [Fact]
    public void The_brain_keeps_off_the_edges_of_the_grid()
    {
        foreach (var patient in Patients.Value)
        {
            var flair = patient[Modality.Flair].ToArray();
            for (var i = 0; i < flair.Length; i++)
            {
                var (x, y, z) = (i % 72, i / 72 % 72, i / (72 * 72));
                Assert.True(flair[i] == 0 || (x is > 0 and < 71 && y is > 0 and < 71 && z is > 0 and < 39), $"voxel {x} {y} {z}");
            }
        }
    }

    [Fact]
    public void Tissue_contrast_has_the_order_of_each_sequence()
    {
        foreach (var index in new[] { 0, 1, 2 })
        {
            var (fluid, grey, white) = Means(index, Modality.Flair);
            Assert.True(fluid < white && white < grey, $"FLAIR {fluid} {white} {grey}");
            (fluid, grey, white) = Means(index, Modality.T1);
            Assert.True(fluid < grey && grey < white, $"T1 {fluid} {grey} {white}");
            (fluid, grey, white) = Means(index, Modality.T1ce);
            Assert.True(fluid < grey && grey < white, $"T1ce {fluid} {grey} {white}");
            (fluid, grey, white) = Means(index, Modality.T2);
            Assert.True(white < grey && grey < fluid, $"T2 {white} {grey} {fluid}");
        }
    }

    [Fact]
    public void The_left_half_of_the_head_is_not_the_mirror_of_the_right_one()
    {
        var t2 = Patients.Value[0][Modality.T2].ToArray();
        var tenth = 0.1 * t2.Max();
        var differing = Enumerable.Range(0, t2.Length).Count(i => Math.Abs(t2[i] - t2[i - i % 72 + 71 - i % 72]) > tenth);
        Assert.True(differing > 2000, $"{differing} voxels");
    }

    private static double VoxelMillilitres => 240 / 72.0 * (240 / 72.0) * (155 / 40.0) / 1000;

    /// <summary>Mean signal of healthy voxels that consist almost wholly of one tissue.</summary>
    private static (double Fluid, double Grey, double White) Means(int index, Modality modality)
    {
        var grid = new PhantomGrid(Options.Shape, Options.Spacing);
        var anatomy = new BrainAnatomy(HeadForm.Draw(PhantomRandom.For(Options.Seed, index, "form")), 3);
        var healthy = Options with { HealthyFraction = 1 };
        var map = TissueMap.Sample(grid, anatomy, []);
        var signal = PhantomGenerator.Generate(healthy, index)[modality].ToArray();
        return (Mean(t => t.Csf), Mean(t => t.Grey), Mean(t => t.White));

        double Mean(Func<TissueFractions, float> share) => Enumerable.Range(0, map.Voxels.Length)
            .Where(i => share(map.Tissue[i]) > 0.9f && map.Tissue[i].Vessel < 0.05f).Average(i => signal[map.Voxels[i]]);
    }
}
