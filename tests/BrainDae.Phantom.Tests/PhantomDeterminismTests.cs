using System.Security.Cryptography;
using BrainDae.Data.Cohorts;

namespace BrainDae.Phantom.Tests;

public sealed class PhantomDeterminismTests
{
    private static readonly PhantomOptions Small = PhantomOptions.ForShape(40, 36, 24) with { Seed = 7 };

    [Fact]
    public void A_seed_gives_the_same_voxels_on_every_machine()
    {
        // A new hash here means that everybody's synthetic patients, and all that is measured on them, change.
        Assert.Equal("B1BB44E3714C6EE0", Hash(PhantomGenerator.Generate(Small, 3)));
    }

    [Fact]
    public void Patients_made_at_the_same_time_equal_those_made_one_by_one()
    {
        var parallel = new string[6];
        Parallel.For(0, parallel.Length, i => parallel[i] = Hash(PhantomGenerator.Generate(Small, i)));
        Assert.Equal(Enumerable.Range(0, parallel.Length).Select(i => Hash(PhantomGenerator.Generate(Small, i))), parallel);
    }

    [Fact]
    public void Every_patient_and_every_seed_is_another()
    {
        var hashes = new[] { 1, 2, 3 }.SelectMany(seed => Enumerable.Range(0, 4).Select(i => Hash(PhantomGenerator.Generate(Small with { Seed = seed }, i))));
        Assert.Equal(12, hashes.Distinct().Count());
    }

    [Fact]
    public void Noise_and_bias_leave_the_anatomy_as_it_is()
    {
        var quiet = PhantomGenerator.Generate(Small with { NoiseLevel = 0, BiasStrength = 0 }, 0);
        var noisy = PhantomGenerator.Generate(Small, 0);
        Assert.Equal(quiet.Segmentation.Bytes.ToArray(), noisy.Segmentation.Bytes.ToArray());
        Assert.NotEqual(quiet[Modality.T1].Bytes.ToArray(), noisy[Modality.T1].Bytes.ToArray());
    }

    private static string Hash(PhantomPatient patient)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var scan in patient.Scans)
        {
            hash.AppendData(scan.Bytes);
        }

        hash.AppendData(patient.Segmentation.Bytes);
        return Convert.ToHexString(hash.GetHashAndReset())[..16];
    }
}
