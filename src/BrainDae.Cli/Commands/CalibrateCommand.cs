using BrainDae.Cli.Ending;
using BrainDae.Cli.Options;
using BrainDae.Cli.Sessions;
using BrainDae.Files;
using BrainDae.Method.Calibration;
using BrainDae.Method.Models;
using Spectre.Console;

namespace BrainDae.Cli.Commands;

/// <summary>`braindae calibrate`: thresholds and healthy residuals for a model that has none, or new ones.</summary>
internal sealed class CalibrateCommand : BrainDaeCommand
{
    public CalibrateCommand(IAnsiConsole console)
        : base("calibrate", "Find a model's thresholds and its residuals on healthy tissue on the val split of a data folder, and store them in the model.", "braindae calibrate -id published --data data")
    {
        var identifier = SharedOptions.Identifier().AddTo(this);
        var models = SharedOptions.Models().AddTo(this);
        var dataFolder = SharedOptions.Data().AddTo(this);
        var copy = new Flag<string?>("--as", "Name of a copy that gets the new calibration; the model itself stays as it is.") { HelpName = "NAME" }.AddTo(this);
        var inPlace = new Flag<bool>("--in-place", "Replace the calibration that the model has.").AddTo(this);
        var flags = new BoundFlags<CalibrationOptions>(this, new());
        flags.Add("--healthy-rate", "Share of healthy tissue of the val split that the healthy-calibrated threshold may call lesion.", o => o.HealthyRate, (o, value) => o with { HealthyRate = value });
        flags.Add(new Flag<double?>("--smoothing", "Millimetres that scores are smoothed by, along the edges of FLAIR; by default what the model was trained for, 2 where nothing was said."), (o, value) => o with { Smoothing = value!.Value });
        flags.Add(new Flag<bool?>("--bias-correction", "Correct the inhomogeneity of each patient (its bias field) before it is scored; by default what the model was trained for."), (o, value) => o with { BiasCorrection = value!.Value });
        var unlabelled = SharedOptions.Unlabelled().AddTo(this);
        flags.Add(SharedOptions.Anonymous(), (o, value) => o with { Anonymous = value });
        var batchSize = SharedOptions.BatchSize().AddTo(this);
        var compute = new ComputeFlags(this);
        OnRun(console, (line, context) =>
        {
            var folder = ModelFolder.Of(models.Value(line).ToString(), identifier.Value(line));
            var target = copy.Value(line) is { } name ? ModelFolder.Of(models.Value(line).ToString(), name) : folder;
            BrainDaeException.Refuse(OptionFault.Unless(batchSize.Value(line) >= 1, batchSize.Value(line), "must be 1 or more", "BatchSize"));
            flags.Read(line).Validate();
            using var held = OutputLock.OfFolder(target.Path, "calibrate");
            using var model = CalibrationSession.Open(folder, target, inPlace.Value(line));
            using var data = StoredData.Open(context, dataFolder.Value(line).ToString());
            CalibrationSession.Run(context, data, model, target, compute.Loader(line, batchSize.Value(line)), flags.Read(line, CalibrationOptions.For(model.Manifest.Options)), unlabelled.Value(line));
            return ExitCode.Success;
        });
    }
}
