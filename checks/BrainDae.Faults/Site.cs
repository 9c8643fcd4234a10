using System.Security.Cryptography;
using BrainDae.Data.Cohorts;
using BrainDae.Nifti;
using BrainDae.Phantom;

namespace BrainDae.Faults;

/// <summary>A folder in which a command runs: scans, and what the commands before it have made of them.</summary>
internal sealed class Site : IDisposable
{
    private const int Patients = 8;
    private const int PatientsInLayouts = 2;

    /// <summary>Where every run takes place, one after another: a data folder names the folder of its scans.</summary>
    private static readonly string Stand = Path.Combine(Path.GetTempPath(), $"braindae-stand-{Environment.ProcessId}");

    private Site(string root) => Root = root;

    /// <summary>The folder; commands run in it and name their files relative to it.</summary>
    public string Root { get; }

    /// <summary>A site with scans of small synthetic patients alone.</summary>
    public static Site WithScans()
    {
        var site = new Site(Directory.CreateDirectory(Stand).FullName);
        for (var i = 0; i < Patients; i++)
        {
            var patient = PhantomGenerator.Generate(PhantomOptions.ForShape(32, 32, 20) with { LesionVolume = (15, 60) }, i);
            var stem = Path.Combine(site.Root, "scans", patient.Name, patient.Name);
            foreach (var modality in Modalities.Brats)
            {
                NiftiWriter.Write($"{stem}_{modality.Name}.nii.gz", patient[modality]);
            }

            NiftiWriter.Write($"{stem}_seg.nii.gz", patient.Segmentation);
            site.AddLayouts(i, patient);
        }

        return site;
    }

    /// <summary>Writes two of the patients in other layouts too.</summary>
    private void AddLayouts(int number, PhantomPatient patient)
    {
        if (number < PatientsInLayouts)
        {
            (Modality Modality, string Bids)[] names = [(Modality.Flair, "FLAIR"), (Modality.T1, "T1w"), (Modality.T1ce, "ce-gadolinium_T1w"), (Modality.T2, "T2w")];
            foreach (var (channel, (modality, bids)) in names.Index())
            {
                NiftiWriter.Write(Path.Combine(Root, "bids", $"sub-{number}", "anat", $"sub-{number}_{bids}.nii.gz"), patient[modality]);
                NiftiWriter.Write(Path.Combine(Root, "nnunet", "imagesTr", $"p{number}_{channel:D4}.nii.gz"), patient[modality]);
            }

            NiftiWriter.Write(Path.Combine(Root, "nnunet", "labelsTr", $"p{number}.nii.gz"), patient.Segmentation);
            File.WriteAllText(Path.Combine(Root, "nnunet", "dataset.json"), """{"channel_names": {"0": "FLAIR", "1": "T1", "2": "T1ce", "3": "T2"}, "file_ending": ".nii.gz"}""");
        }
    }

    /// <summary>The same files where runs take place; nothing else may be there.</summary>
    public Site Ready() => Copy(new(Directory.CreateDirectory(Stand).FullName));

    /// <summary>The same files elsewhere.</summary>
    public Site Kept() => Copy(new(Directory.CreateTempSubdirectory("braindae-site-").FullName));

    /// <summary>Copies a folder into the site.</summary>
    public void Add(string folder, string name) => Copy(folder, Path.Combine(Root, name));

    private Site Copy(Site copy)
    {
        Copy(Root, copy.Root);
        return copy;
    }

    private static void Copy(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    /// <summary>
    /// Every file and folder by name, with the hash of its content. TensorBoard's files, which hold the time of day, are left
    /// out.
    /// </summary>
    public SortedDictionary<string, string> Contents() => new(
        Directory.EnumerateFileSystemEntries(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Where(path => !Path.GetFileName(path).StartsWith("events.out.", StringComparison.Ordinal))
            .ToDictionary(path => Path.GetRelativePath(Root, path), path => Directory.Exists(path) ? "" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))),
        StringComparer.Ordinal);

    /// <summary>Names of what differs between two sites' contents.</summary>
    public static string[] Differences(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        [.. one.Except(other).Concat(other.Except(one)).Select(entry => entry.Key).Distinct().Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
