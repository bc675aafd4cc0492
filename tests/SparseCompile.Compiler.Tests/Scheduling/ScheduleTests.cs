using SparseCompile.Compiler.Common;
using SparseCompile.Compiler.Graphs;
using SparseCompile.Compiler.Graphs.Operators;
using SparseCompile.Compiler.Importers.Attributes;
using SparseCompile.Compiler.Scheduling;
using SparseCompile.Compiler.Scheduling.Schedules;
using SparseCompile.Compiler.Targets;
using SparseCompile.Compiler.Tests.Graphs;

namespace SparseCompile.Compiler.Tests.Scheduling;

/// <summary>Plans and schedules of graphs with joins.</summary>
public sealed class ScheduleTests
{
    [Fact]
    public void Operands_of_a_sum_are_planned_in_one_order()
    {
        ModelPlan plan = Planner.Plan(Residual(), UnrollingMode.None);

        int[] sum = plan.Nodes.Single(node => node.Node.Operator is Add).Order;
        plan.Nodes.Where(node => node.Node.Name is "a" or "c").ShouldAllBe(node => node.Order.SequenceEqual(sum));
    }

    [Fact]
    public void A_graph_with_a_join_is_never_one_kernel_in_registers() => Planner.Plan(Residual(), UnrollingMode.Full).IsFused.ShouldBeFalse();

    [Fact]
    public void A_value_is_copied_into_a_spacing_once_however_many_read_it()
    {
        KernelSet kernels = new(Planner.Plan(Residual(), UnrollingMode.None));
        foreach (Target target in TargetRegistry.All)
        {
            CopyStep[] copies = [.. kernels.ScheduleOf(target)!.Steps.OfType<CopyStep>().Where(copy => copy.Kind is not (CopyKind.Place or CopyKind.ClearTail))];
            copies.Select(copy => copy.To).Distinct().Count().ShouldBe(copies.Length);
        }
    }

    [Fact]
    public void Every_piece_of_memory_has_a_name_of_its_own_and_lives_as_long_as_steps_use_it()
    {
        KernelSet kernels = new(Planner.Plan(Residual(), UnrollingMode.None));
        foreach (Schedule schedule in TargetRegistry.All.Select(target => kernels.ScheduleOf(target)!))
        {
            schedule.Storages.Select(storage => storage.Name).ShouldBeUnique();
            foreach ((int number, KernelStep step) in schedule.Steps.Index().Where(step => step.Item is KernelStep).Select(step => (step.Index, (KernelStep)step.Item)))
            {
                step.Inputs.Append(step.Output).Where(storage => !storage.IsExternal).ShouldAllBe(storage => storage.FirstStep <= number && number <= storage.LastStep);
            }
        }
    }

    [Fact]
    public void A_softmax_in_the_middle_leaves_no_batches() =>
        Planner.Plan(Residual(Layers.Softmax), UnrollingMode.None).HasBatch.ShouldBeFalse();

    private static Graph Residual(ActivationFunction activation = default)
    {
        GraphBuilder graph = Layers.Input(40);
        int a = graph.Add("a", Layers.Random(1, 40, 70, Layers.Relu), 0);
        int b = graph.Add("b", Layers.Random(2, 70, 33, Layers.Relu), a);
        int c = graph.Add("c", Layers.Random(3, 33, 70, Layers.None), b);
        int sum = graph.Add("sum", new Add(activation), a, c);
        graph.Add("end", Layers.Random(4, 110, 5, Layers.None), graph.Add("cat", new Concat(), sum, 0));
        return graph.Build();
    }
}
