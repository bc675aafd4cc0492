// File tiny_s00_fc1.v
// fc1: 3 rows, 4 terms, 2 levels of adders; latency 4 cycles, a beat every cycle.
`default_nettype none
module tiny_s00_fc1 (
  input wire aclk,
  input wire aresetn,
  input wire [39:0] s_axis_tdata,
  input wire s_axis_tvalid,
  output wire s_axis_tready,
  output wire [23:0] m_axis_tdata,
  output wire m_axis_tvalid,
  input wire m_axis_tready
);

  reg [3:0] valid;
  wire move = !valid[3] || m_axis_tready;
  assign s_axis_tready = move;
  wire [39:0] window = s_axis_tdata;
  wire taken = s_axis_tvalid;
  always @(posedge aclk) begin
    if (!aresetn) begin
      valid <= 4'd0;
    end
    else if (move) begin
      valid <= {valid[2:0], taken};
    end
  end

  // Row 0.
  reg signed [15:0] term0_0;
  wire signed [7:0] element0_0 = window[7:0];
  wire signed [15:0] wide0_0 = {{8{element0_0[7]}}, element0_0};
  reg signed [15:0] term0_1;
  wire signed [7:0] element0_1 = window[15:8];
  wire signed [15:0] wide0_1 = {{8{element0_1[7]}}, element0_1};
  reg signed [15:0] term0_2;
  wire signed [7:0] element0_2 = window[23:16];
  wire signed [15:0] wide0_2 = {{8{element0_2[7]}}, element0_2};
  reg signed [15:0] term0_3;
  wire signed [7:0] element0_3 = window[39:32];
  wire signed [15:0] wide0_3 = {{8{element0_3[7]}}, element0_3};
  reg signed [16:0] level0_1_0;
  reg signed [16:0] level0_1_1;
  reg signed [17:0] level0_2_0;
  wire signed [35:0] biased0 = {{18{level0_2_0[17]}}, level0_2_0} + 36'sd1670;
  wire signed [35:0] product0 = -biased0 - (biased0 <<< 4) - (biased0 <<< 6) + (biased0 <<< 10) - (biased0 <<< 14) + (biased0 <<< 16);
  wire signed [36:0] doubled0 = {product0, 1'b0};
  wire signed [36:0] shifted0 = doubled0 >>> 6'd23;
  wire signed [36:0] rounded0 = {shifted0[36], shifted0[36:1]} + {36'd0, shifted0[0]};
  wire signed [7:0] result0 = rounded0 > 37'sd127 ? 8'sd127 : rounded0 < -37'sd128 ? 8'sh80 : rounded0[7:0];
  reg signed [7:0] output0;
  always @(posedge aclk) begin
    if (move) begin
      term0_0 <= wide0_0 * 16'sd52;
      term0_1 <= wide0_1 * 16'sd106;
      term0_2 <= wide0_2 * 16'sd127;
      term0_3 <= wide0_3 * -16'sd56;
      level0_1_0 <= {{1{term0_0[15]}}, term0_0} + {{1{term0_1[15]}}, term0_1};
      level0_1_1 <= {{1{term0_2[15]}}, term0_2} + {{1{term0_3[15]}}, term0_3};
      level0_2_0 <= {{1{level0_1_0[16]}}, level0_1_0} + {{1{level0_1_1[16]}}, level0_1_1};
      output0 <= result0;
    end
  end

  assign m_axis_tdata = {8'sd5, 8'sd3, output0};
  assign m_axis_tvalid = valid[3];
  wire unused = &{1'b0, window};
endmodule
`default_nettype wire

// File tiny.v
// tiny: an inference takes 1 beat of 5 int8 and gives 1 beat of 3 int8.
// A beat is one pixel with all its channels, channel c in bits 8c + 7 to 8c; pixels row by row. TLAST marks the last beat of an inference.
`default_nettype none
module tiny (
  input wire aclk,
  input wire aresetn,
  input wire [39:0] s_axis_tdata,
  input wire s_axis_tvalid,
  output wire s_axis_tready,
  output wire [23:0] m_axis_tdata,
  output wire m_axis_tvalid,
  output wire m_axis_tlast,
  input wire m_axis_tready
);

  wire [39:0] stream0_tdata;
  wire stream0_tvalid, stream0_tready;
  wire [23:0] stream1_tdata;
  wire stream1_tvalid, stream1_tready;
  assign stream0_tdata = s_axis_tdata;
  assign stream0_tvalid = s_axis_tvalid;
  assign s_axis_tready = stream0_tready;
  assign m_axis_tdata = stream1_tdata;
  assign m_axis_tvalid = stream1_tvalid;
  assign stream1_tready = m_axis_tready;
  tiny_s00_fc1 stage0 (
    .aclk(aclk),
    .aresetn(aresetn),
    .s_axis_tdata(stream0_tdata),
    .s_axis_tvalid(stream0_tvalid),
    .s_axis_tready(stream0_tready),
    .m_axis_tdata(stream1_tdata),
    .m_axis_tvalid(stream1_tvalid),
    .m_axis_tready(stream1_tready)
  );
  assign m_axis_tlast = 1'b1;
endmodule
`default_nettype wire

