using System.CommandLine;
using BrainDae.Data.Cohorts;
using BrainDae.Data.Cohorts.Layouts;
using BrainDae.Data.Preprocessing;
using BrainDae.Data.Slices;
using BrainDae.Imaging.Grids;
using BrainDae.Imaging.Masks;
using BrainDae.Imaging.Randomness;
using BrainDae.Method.Corruption;
using BrainDae.Method.Corruption.Painting;
using BrainDae.Phantom;
using BrainDae.Pictures;

namespace BrainDae.Experiments.Lesions;

/// <summary>`lesions`: draws what synthetic lesions look like in synthetic patients, the picture of the documents.</summary>
internal sealed class LesionsCommand : Command
{
    private const int Patients = 4, SlicesOfEach = 2;

    private static readonly WindowSize Shown = new(80, 96);

    private readonly Option<FileInfo> output = new("--out") { Description = "The picture.", DefaultValueFactory = _ => new("docs/images/synthetic-lesions.png") };
    private readonly Option<long> seed = new("--seed") { Description = "Seed of the lesions.", DefaultValueFactory = _ => 0 };

    public LesionsCommand()
        : base("lesions", "Draw synthetic lesions in synthetic patients: FLAIR before and after, T1 after, and where they are.")
    {
        Options.Add(output);
        Options.Add(seed);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        // All samples of a patient in one row.
        var rows = Samples(parsed.GetValue(seed)).Chunk(SlicesOfEach).Select(row => row.SelectMany(panels => panels).ToArray()).ToArray();
        PngEncoder.Write(parsed.GetRequiredValue(output).FullName, SliceMontage.Draw(rows, Shown.X, Shown.Y, scale: 2));
        return 0;
    }

    private static List<MontagePanel[]> Samples(long seed)
    {
        var folder = Directory.CreateTempSubdirectory("braindae-lesions-").FullName;
        try
        {
            PhantomCohort.Write(folder, PhantomOptions.ForShape(128, 128, 72) with { HealthyFraction = 1 }, Patients);
            var samples = new List<MontagePanel[]>();
            foreach (var (number, files) in BratsCohort.Find(folder).Patients.Index())
            {
                var patient = PatientPreprocessor.Run(files, new());
                samples.AddRange(Enumerable.Range(1, SlicesOfEach).Select(i => Sample(patient, (i + 1) * patient.Count / (SlicesOfEach + 2), new(seed, number, i))));
            }

            return samples;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static MontagePanel[] Sample(PatientSlices patient, int slice, RandomStream random)
    {
        var (size, area) = (patient.Size, patient.Size * patient.Size);
        var clean = patient.Images.Span.Slice(slice * patient.Modalities.Count * area, patient.Modalities.Count * area).ToArray();
        var (painted, mask, foreground) = (new float[clean.Length], new float[area], new byte[area]);
        ForegroundMask.Find(clean, foreground);
        var options = new LesionOptions { Share = 1 };
        SliceLesions.From(options, patient.Modalities, foreground, size, random).Apply(clean, painted, foreground, mask, size);
        var window = ForegroundWindow.Around(foreground, size).Resized(Shown, size);
        return
        [
            Panel("FLAIR", patient.Modalities.Channel<float>(clean, Modality.Flair), 1.6f),
            Panel("with lesions", patient.Modalities.Channel<float>(painted, Modality.Flair), 1.6f),
            Panel("T1 with lesions", patient.Modalities.Channel<float>(painted, Modality.T1), 1.2f),
            Panel("where they are", mask, 1),
        ];

        MontagePanel Panel(string caption, ReadOnlySpan<float> plane, float brightest)
        {
            var values = new float[Shown.X * Shown.Y];
            window.CopyFrom(plane, values, size);
            return new() { Caption = caption, Values = values, Window = (0, brightest) };
        }
    }
}
