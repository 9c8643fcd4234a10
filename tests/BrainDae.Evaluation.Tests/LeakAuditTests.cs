using System.Text;
using System.Text.Json.Nodes;
using BrainDae.Evaluation.Results;
using BrainDae.Data.Slices;
using BrainDae.Data.Splits;
using BrainDae.Files;
using BrainDae.TestData;
using BrainDae.TestModels;
using BrainDae.Torch.Checkpoints;

namespace BrainDae.Evaluation.Tests;

[Trait(TestSpeed.Trait, TestSpeed.Slow)]
public sealed class LeakAuditTests : IDisposable
{
    private readonly SmallCohort cohort = new();
    private readonly SmallRun run;
    private readonly TemporaryFolder folder = new();

    public LeakAuditTests()
    {
        run = new(cohort);
        run.CopyOneEpoch();
    }

    [Fact]
    public void A_model_stores_names_and_content_of_its_patients()
    {
        using var checkpoint = Checkpoint.Open(run.Model.Model);
        var data = checkpoint.Manifest.Data!;

        Assert.Equal(["P00", "P01", "P02"], data.TrainPatients);
        Assert.Equal(["P03", "P04"], data.ValidationPatients);
        Assert.Equal(Hashes(cohort.Store, "P00", "P01", "P02"), data.TrainContentSha256!.Value);
        Assert.Equal(Hashes(cohort.Store, "P03", "P04"), data.ValidationContentSha256!.Value);
        Assert.Equal(5, data.TrainContentSha256.Value.Concat(data.ValidationContentSha256.Value).Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Another_visit_of_a_subject_that_was_trained_on_is_a_leak(bool anonymous)
    {
        using var checkpoint = Checkpoint.Open(run.Model.Model);
        var data = checkpoint.Manifest.Data! with { TrainPatients = ["sub-01_ses-01"], TrainSubjects = ["sub-01"], TrainContentSha256 = null };
        data = anonymous ? data.Anonymous() : data;
        var stored = cohort.Store.Manifest.Patients[5];

        var audit = LeakAudit.Of(data, null, [stored with { Name = "sub-01_ses-02", NamedSubject = "sub-01" }, stored with { Name = "sub-02_ses-01", NamedSubject = "sub-02" }]);

        Assert.Equal(LeakResult.TrainedOn, audit.Result);
        Assert.Equal(["sub-01_ses-02"], audit.TrainedOn);
        Assert.Equal(["sub-01"], LeakAudit.Of(data, null, [stored with { Name = "sub-01" }]).TrainedOn);
        Assert.Equal(anonymous, !data.TrainSubjects!.Value.Contains("sub-01"));
    }

    [Fact]
    public void Patients_that_were_not_trained_on_are_evaluated()
    {
        var report = Evaluate(new());

        Assert.Equal((LeakResult.Unseen, true), (report.LeakAudit.Result, report.LeakAudit.ComparedContent));
        Assert.Empty(report.LeakAudit.TrainedOn);
    }

    [Fact]
    public void Nobody_is_called_unseen_by_weights_that_had_been_trained_on_others_before()
    {
        using var checkpoint = Checkpoint.Open(run.Model.Model);
        var data = checkpoint.Manifest.Data! with { BegunElsewhere = true };
        var patients = cohort.Store.Manifest.Patients;

        Assert.Equal(LeakResult.Unknown, LeakAudit.Of(data, null, patients.Where(patient => patient.Name == "P05")).Result);
        Assert.Equal(LeakResult.TrainedOn, LeakAudit.Of(data, null, patients).Result);
    }

    [Fact]
    public void A_training_patient_in_the_test_split_is_refused_by_name_unless_allowed()
    {
        var split = cohort.Split with { Train = [], Test = ["P01", "P05"] };

        var failure = Assert.Throws<BrainDaeException>(() => Evaluate(new(), split: split));
        var report = Evaluate(new() { AllowTrainPatients = true }, split: split);

        Assert.Equal(FailureKind.InvalidInput, failure.Kind);
        Assert.StartsWith("`Split` test: the model was trained on P01 ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("`AllowTrainPatients`", failure.Message, StringComparison.Ordinal);
        Assert.Equal(LeakResult.TrainedOn, report.LeakAudit.Result);
        Assert.Equal(["P01"], report.LeakAudit.TrainedOn);
    }

    [Fact]
    public void A_training_patient_under_another_name_is_refused_by_content()
    {
        var renamed = folder["renamed"];
        SliceStoreWriter.Write(renamed, cohort.Store.Get("P02").ToPatientSlices() with { Name = "somebody" }, new() { PreprocessingJson = "{}" });
        CohortManifest.Build(renamed, "hand-made", "0").Write(renamed);
        using var store = SliceStore.Open(renamed);

        var failure = Assert.Throws<BrainDaeException>(() => Evaluate(new(), store, new([], [], ["somebody"])));

        Assert.Contains("trained on somebody ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_training_split_needs_the_flag_and_patients_that_chose_the_epoch_are_reported()
    {
        Assert.Throws<BrainDaeException>(() => Evaluate(new() { Split = SplitName.Train }));

        var report = Evaluate(new() { Split = SplitName.Val });

        Assert.Equal(LeakResult.CalibratedOn, report.LeakAudit.Result);
        Assert.Equal(["P03", "P04"], report.LeakAudit.ValidatedOn);
        Assert.Equal(["P03", "P04"], report.LeakAudit.CalibratedOn);
        Assert.Contains("2 of them chose its epoch", report.LeakAudit.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_anonymous_model_names_nobody_and_is_audited_all_the_same()
    {
        using var anonymous = new SmallRun(cohort);
        anonymous.Train(SmallRun.Options with { Epochs = 1 }, anonymous: true);
        var text = Encoding.UTF8.GetString(File.ReadAllBytes(anonymous.Model.Model));
        Assert.DoesNotContain("P01", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Hashes(cohort.Store, "P01").Single(), text, StringComparison.Ordinal);

        var report = Evaluations.Run(anonymous.Model, cohort.Store, cohort.Split with { Train = [], Val = [], Test = ["P01", "P03", "P05"] }, new() { AllowTrainPatients = true, Resamples = 20 }, folder["scratch"]);

        Assert.Equal(["P01"], report.LeakAudit.TrainedOn);
        Assert.Equal(["P03"], report.LeakAudit.CalibratedOn);
    }

    [Fact]
    public void A_manifest_without_content_hashes_is_compared_by_name()
    {
        CheckpointFile.Rewrite(run.Model.Model, manifest: json =>
        {
            var manifest = JsonNode.Parse(json)!;
            var data = manifest["data"]!.AsObject();
            Assert.True(data.Remove("train_content_sha256") && data.Remove("validation_content_sha256"));
            return manifest.ToJsonString();
        });

        var report = Evaluate(new());

        Assert.Equal((LeakResult.Unseen, false), (report.LeakAudit.Result, report.LeakAudit.ComparedContent));
        Assert.Throws<BrainDaeException>(() => Evaluate(new() { Split = SplitName.Train }));
    }

    [Fact]
    public void Of_a_model_from_elsewhere_nothing_is_known()
    {
        CheckpointFile.Rewrite(run.Model.Model, manifest: json =>
        {
            var manifest = JsonNode.Parse(json)!;
            manifest["data"] = null;
            return manifest.ToJsonString();
        });

        var report = Evaluate(new() { Split = SplitName.Train });

        Assert.Equal(LeakResult.Unknown, report.LeakAudit.Result);
        Assert.StartsWith("unknown", report.LeakAudit.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        run.Dispose();
        cohort.Dispose();
        folder.Dispose();
    }

    private static IEnumerable<string> Hashes(SliceStore store, params string[] names) =>
        names.Select(name => store.Manifest.Patients.Single(p => p.Name == name).ContentSha256);

    private EvaluationReport Evaluate(EvaluationOptions options, SliceStore? store = null, CohortSplit? split = null) =>
        Evaluations.Run(run.Model, store ?? cohort.Store, split ?? cohort.Split, options with { Resamples = 20 }, folder["scratch"]);
}
